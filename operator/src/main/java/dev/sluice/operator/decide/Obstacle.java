package dev.sluice.operator.decide;

import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.observe.ObservedJob;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a change of revision goes nowhere until someone acts, though the job itself may run. */
final class Obstacle {
  private Obstacle() {}

  static @Nullable Phase of(
      ObservedJob observed,
      Rollout rollout,
      Attempt attempt,
      Optional<String> failure,
      @Nullable UpgradeStatus next) {
    if (attempt.target().kind() == Target.Kind.ROLLED_BACK
        && next != null
        && "RolledBack".equals(next.step())) {
      return Phase.stalled(
          "RolledBack",
          "Runs %s again, since %s did not become stable: %s Change the spec to try again."
              .formatted(
                  attempt.target().name(),
                  next.rejected(),
                  Text.sentence(Objects.requireNonNullElse(next.rejection(), ""))));
    }
    if (failure.isPresent()) {
      return failed(observed, rollout, failure.get());
    }
    return rollout.isOverdue() && next != null
        ? Phase.stalled(
            "ProgressDeadlineExceeded",
            "Not stable within spec.upgrade.progressDeadlineSeconds. %s: %s"
                .formatted(next.step(), Objects.requireNonNullElse(next.message(), "")))
        : null;
  }

  private static Phase failed(ObservedJob observed, Rollout rollout, String failure) {
    Optional<String> loss = Target.lastStable(observed).flatMap(rollout::loss);
    return rollout.goesBack() && loss.isPresent()
        ? Phase.stalled(
            "RollbackWouldLoseData",
            "The new revision failed (%s) and is not rolled back, since %s. Correct the spec."
                .formatted(failure, loss.get()))
        : Phase.stalled(
            "UpgradeFailed",
            Text.sentence(failure) + " Correct the spec, or set it back to the one before.");
  }

  /** Returns where the job stands; a driver that can't go on after a rollback says what that is. */
  static Phase afterRollback(Attempt attempt) {
    Phase phase = attempt.phase();
    boolean over = phase.kind() == Phase.Kind.FAILED || phase.kind() == Phase.Kind.STALLED;
    return attempt.target().kind() == Target.Kind.ROLLED_BACK && over
        ? new Phase(
            Phase.Kind.STALLED,
            "RollbackFailed",
            "%s cannot go on from what the rolled back revision has written: %s"
                .formatted(attempt.target().name(), phase.message()))
        : phase;
  }
}
