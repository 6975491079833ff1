package dev.sluice.operator.observe;

import dev.sluice.crds.Restore;
import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Revision;
import dev.sluice.operator.job.SpecFields;
import dev.sluice.operator.job.UpdateClasses;

/**
 * A ControllerRevision of the job.
 *
 * @param name its name
 * @param number its place in the history
 * @param fields the settings whose change replaces pods
 */
public record ObservedRevision(String name, long number, SpecFields fields) {

  /** Returns the digests of its settings. */
  public Revision revision(JobIdentity job) {
    return Revision.of(job, fields.spec());
  }

  /**
   * Returns a spec with the settings of this revision, and everything else as in the present one.
   */
  public StreamingJobSpec appliedTo(StreamingJobSpec present) {
    return SpecFields.of(present)
        .where(pointer -> !UpdateClasses.of(pointer).restarts())
        .with(fields)
        .spec();
  }

  /**
   * Returns the same for a job that goes back to this revision: what the revision once began from
   * was for its first start.
   */
  public StreamingJobSpec rolledBackFrom(StreamingJobSpec present) {
    StreamingJobSpec spec = appliedTo(present);
    if (spec.restore().from() == RestoreFrom.Latest) {
      return spec;
    }
    var latest =
        new Restore(
            RestoreFrom.Latest,
            null,
            null,
            spec.restore().allowNonRestoredState(),
            present.restore().nonce());
    return SpecFields.of(spec)
        .where(pointer -> !pointer.startsWith("/restore"))
        .with(SpecFields.ofRestore(latest))
        .spec();
  }
}
