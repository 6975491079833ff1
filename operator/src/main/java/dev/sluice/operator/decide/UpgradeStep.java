package dev.sluice.operator.decide;

import dev.sluice.crds.Stability;
import dev.sluice.crds.UpgradeStatus;
import java.util.Objects;

/**
 * How far a change has come, in the words of {@code status.upgrade}.
 *
 * @param name one word
 * @param message one line
 */
record UpgradeStep(String name, String message) {
  /** The new revision is complete and has to prove itself. */
  static UpgradeStep stabilizing(Stability stability) {
    return new UpgradeStep(
        "Stabilizing",
        "Waiting for %d s of health, %d batches and %d checkpoints."
            .formatted(
                stability.minHealthySeconds(),
                stability.minCompletedBatches(),
                stability.minCompletedCheckpoints()));
  }

  /** The old revision is to hand over to the new one, or the new one is the job already. */
  static UpgradeStep handingOver(DriverPlan driver, String revision) {
    SuccessionPlan succession = driver.succession();
    if (!revision.equals(driver.status().revision())) {
      if (succession == null || succession.status() == null || succession.complete()) {
        return new UpgradeStep("HandingOver", driver.phase().message());
      }
      return succession.standsBy()
          ? new UpgradeStep("StartingWorkers", workersStart(succession))
          : new UpgradeStep("StartingDriver", succession.message());
    }
    return driver.phase().kind() == Phase.Kind.RUNNING
        ? new UpgradeStep("RollingWorkers", "Workers are being replaced or started.")
        : new UpgradeStep("StartingDriver", driver.phase().message());
  }

  /** Both revisions are to work beside each other; {@code upgrade} says what is still missing. */
  static UpgradeStep beside(Beside both, UpgradeStatus upgrade) {
    if (both.updated()) {
      return new UpgradeStep(
          "RunningBeside",
          Text.line("Both revisions work. " + Objects.requireNonNullElse(upgrade.message(), "")));
    }
    return new UpgradeStep(
        "StartingBeside",
        Text.line(
            both.fresh().phase().kind() == Phase.Kind.RUNNING
                ? workersStart(both.succession())
                : both.succession().message()));
  }

  /** Returns the status of a change at this step. */
  UpgradeStatus of(UpgradeStatus upgrade) {
    return upgrade.at(name, message);
  }

  private static String workersStart(SuccessionPlan succession) {
    return (succession.message() + " Its workers are starting.").strip();
  }
}
