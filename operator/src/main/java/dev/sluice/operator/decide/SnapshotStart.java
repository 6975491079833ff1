package dev.sluice.operator.decide;

import dev.sluice.crds.Restore;
import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.SnapshotPoint;
import java.util.Optional;

/** A start from a StreamingJobSnapshot: a driver is told where that is. */
final class SnapshotStart {
  private SnapshotStart() {}

  /** Returns whether the job is to begin from a snapshot, and has not done so. */
  static boolean isWanted(ObservedJob observed) {
    return observed.spec().restore().from() == RestoreFrom.Snapshot
        && RestorePoint.otherStartWanted(observed.spec(), observed.status());
  }

  /** Returns why the job can't begin from its snapshot yet; empty if it can or need not. */
  static Optional<Phase> problem(ObservedJob observed) {
    if (!isWanted(observed)) {
      return Optional.empty();
    }
    String name = observed.spec().restore().snapshotName();
    Optional<SnapshotPoint> point = observed.history().snapshot(name);
    if (point.isEmpty()) {
      return Optional.of(
          Phase.stalled(
              "SnapshotNotFound",
              "There is no StreamingJobSnapshot %s in this namespace: create it or correct spec.restore.snapshotName."
                  .formatted(name)));
    }
    SnapshotPhase phase = point.get().phase();
    if (phase == SnapshotPhase.Failed) {
      return Optional.of(
          Phase.stalled(
              "SnapshotFailed",
              "StreamingJobSnapshot %s has failed and can't be restored: %s Name another one in spec.restore.snapshotName."
                  .formatted(name, Text.sentence(point.get().message()))));
    }
    return phase == SnapshotPhase.Completed
        ? Optional.empty()
        : Optional.of(
            Phase.progressing(
                "WaitingForSnapshot",
                "StreamingJobSnapshot %s is not completed: %s"
                    .formatted(name, point.get().message())));
  }

  /** Returns the spec with the snapshot's path in place of its name, as far as it is known. */
  static StreamingJobSpec resolved(ObservedJob observed) {
    StreamingJobSpec spec = observed.spec();
    if (spec.restore().from() != RestoreFrom.Snapshot) {
      return spec;
    }
    return observed
        .history()
        .snapshot(spec.restore().snapshotName())
        .map(SnapshotPoint::location)
        .map(
            location ->
                EmptyStart.withRestore(
                    spec,
                    new Restore(
                        RestoreFrom.Path,
                        null,
                        location,
                        spec.restore().allowNonRestoredState(),
                        spec.restore().nonce())))
        .orElse(spec);
  }
}
