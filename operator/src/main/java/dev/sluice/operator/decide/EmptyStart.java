package dev.sluice.operator.decide;

import dev.sluice.crds.Restore;
import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.RestoreStatus;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.UpgradeMode;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.SpecFields;
import dev.sluice.operator.observe.ObservedJob;
import org.jspecify.annotations.Nullable;

/**
 * Mode Stateless: the first driver of a new revision starts without state. Its start has a nonce of
 * its own, far above those of users, so that it is applied once.
 */
final class EmptyStart {
  private static final long FIRST_NONCE = 9_000_000_000_000_000L;

  private EmptyStart() {}

  /** Returns the nonce of the empty start that a change to a revision makes; null if none. */
  static @Nullable Long nonce(ObservedJob observed, String name, String jobRevision) {
    StreamingJobStatus status = observed.status();
    UpgradeStatus upgrade = status.upgrade();
    if (name.equals(status.revisions().update())) {
      return upgrade == null ? null : upgrade.startNonce();
    }
    boolean changes =
        status.driver().epoch() > 0 && !jobRevision.equals(status.driver().revision());
    return changes
            && observed.spec().upgrade().mode() == UpgradeMode.Stateless
            && !RestorePoint.otherStartWanted(observed.spec(), status)
        ? Long.valueOf(nonce(DriverRecords.nextEpoch(observed)))
        : null;
  }

  /** Returns the nonce of a start that the operator chooses; no user's is that high. */
  static long nonce(long epoch) {
    return FIRST_NONCE + epoch;
  }

  /** Returns a spec whose driver starts without state. */
  static StreamingJobSpec applied(StreamingJobSpec spec, long nonce) {
    return withRestore(
        spec,
        new Restore(RestoreFrom.Empty, null, null, spec.restore().allowNonRestoredState(), nonce));
  }

  static StreamingJobSpec withRestore(StreamingJobSpec spec, Restore restore) {
    return SpecFields.of(spec)
        .where(pointer -> !pointer.startsWith("/restore"))
        .with(SpecFields.ofRestore(restore))
        .spec();
  }

  /** Returns what is recorded of the start: the user's nonce once the change is over. */
  static RestoreStatus recorded(
      RestoreStatus restore, @Nullable UpgradeStatus upgrade, StreamingJobSpec spec) {
    Long nonce = restore.nonce();
    boolean over = upgrade == null || upgrade.startNonce() == null;
    return over && nonce != null && nonce >= FIRST_NONCE
        ? new RestoreStatus(restore.resolved(), restore.epoch(), spec.restore().nonce())
        : restore;
  }
}
