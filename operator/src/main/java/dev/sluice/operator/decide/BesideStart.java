package dev.sluice.operator.decide;

import dev.sluice.crds.BesideStatus;
import dev.sluice.crds.Restore;
import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.UpgradeMode;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.SnapshotPoint;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mode BlueGreen: whether a new revision can work beside the present one, and where and from what.
 */
final class BesideStart {
  private static final int LONGEST_LOCATION = 960;

  private BesideStart() {}

  /**
   * Returns why a spec can't be changed in this mode: what people send to receivers would go to
   * either set, so that neither had all of it.
   */
  static Optional<String> refusal(StreamingJobSpec spec) {
    if (spec.upgrade().mode() != UpgradeMode.BlueGreen) {
      return Optional.empty();
    }
    if (spec.receivers().service() != null) {
      return Optional.of(
          "spec.upgrade.mode: BlueGreen needs sources that two drivers can read, and what clients"
              + " send to spec.receivers.service reaches one of them; use mode LastState.");
    }
    return spec.checkpoint().location().length() > LONGEST_LOCATION
        ? Optional.of(
            "spec.upgrade.mode: BlueGreen needs a spec.checkpoint.location of at most %d characters, since a new revision has one below it."
                .formatted(LONGEST_LOCATION))
        : Optional.empty();
  }

  /** Returns whether what runs is stable and does not fail, so that one can go back to it. */
  static boolean isPossible(ObservedJob observed) {
    StreamingJobStatus status = observed.status();
    return !SnapshotGate.canNotBeTaken(observed)
        && observed
            .history()
            .named(status.revisions().lastStable())
            .map(stable -> stable.revision(observed.job()).job())
            .filter(digest -> digest.equals(status.driver().revision()))
            .isPresent();
  }

  /** Returns whether it begins from a snapshot of the present one, and not as spec.restore says. */
  static boolean needsSnapshot(ObservedJob observed) {
    return !RestorePoint.otherStartWanted(observed.spec(), observed.status());
  }

  /**
   * Returns where a change to the target begins and from what; empty if it is not of this mode. The
   * time is in the location, as what an earlier attempt at a revision has left must not be found.
   */
  static Optional<BesideStatus> of(ObservedJob observed, Target target, Instant now) {
    StreamingJobStatus status = observed.status();
    if (observed.spec().upgrade().mode() != UpgradeMode.BlueGreen
        || target.kind() != Target.Kind.PRESENT
        || status.driver().epoch() == 0
        || target.name().equals(status.revisions().update())
        || target.revision().job().equals(status.driver().revision())
        || SnapshotStart.problem(observed).isPresent()
        || !isPossible(observed)) {
      return Optional.empty();
    }
    String location =
        JobLocation.beside(observed.spec(), target.revision().job(), now.getEpochSecond());
    if (!needsSnapshot(observed)) {
      return Optional.of(
          new BesideStatus(location, absolute(observed, target), target.spec().restore().nonce()));
    }
    return observed
        .history()
        .snapshot(SnapshotGate.taken(observed, target))
        .map(SnapshotPoint::location)
        .map(
            path ->
                new BesideStatus(
                    location, path, EmptyStart.nonce(DriverRecords.nextEpoch(observed))));
  }

  /** A path in the job's own location has to name that, as the new revision has another. */
  private static @Nullable String absolute(ObservedJob observed, Target target) {
    String path = target.spec().restore().path();
    return path == null || path.startsWith("s3://")
        ? path
        : JobLocation.of(observed.spec(), observed.status()).replaceAll("/+$", "") + "/" + path;
  }

  /** Returns what the pods of the new revision are made from. */
  static StreamingJobSpec applied(StreamingJobSpec spec, BesideStatus beside) {
    StreamingJobSpec there = JobLocation.at(spec, beside.location());
    return beside.path() == null
        ? there
        : EmptyStart.withRestore(
            there,
            new Restore(
                RestoreFrom.Path,
                null,
                beside.path(),
                spec.restore().allowNonRestoredState(),
                beside.nonce()));
  }
}
