package dev.sluice.operator.decide;

import dev.sluice.crds.BesideStatus;
import dev.sluice.crds.CheckpointStatus;
import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.RestoreStatus;
import dev.sluice.crds.Revisions;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedJob;
import java.util.Objects;

/** A new revision that has proved itself beside the old one becomes the job: one status. */
final class Promotion {
  private Promotion() {}

  /** Returns the status in which the new revision is the job; its location is the job's now. */
  static StreamingJobStatus of(
      Beside beside, ObservedJob observed, Target target, BesideStatus where) {
    SuccessorStatus successor = Objects.requireNonNull(beside.succession().status());
    DriverReport report = observed.reportOf(successor.podName());
    DriverStatus driver =
        DriverRecords.takenOver(beside.attempt().driver().status(), successor)
            .change()
            .startedTime(successor.standbySince())
            .readySince(successor.standbySince())
            .done();
    String resolved = report == null ? null : report.resolved();
    return Beside.numbers(observed.status(), beside.attempt())
        .change()
        .revisions(new Revisions(target.name(), target.name(), target.name()))
        .driver(driver)
        .checkpoint(
            new CheckpointStatus(
                report == null ? null : report.lastCompleted(),
                report == null ? 0 : report.failedCheckpoints(),
                where.location(),
                observed.status().checkpoint().discarded()))
        .restore(
            new RestoreStatus(
                resolved,
                resolved == null ? null : successor.epoch(),
                observed.spec().restore().nonce()))
        .progress(null)
        .upgrade(null)
        .successor(null)
        .done();
  }
}
