package dev.sluice.operator.decide;

import dev.sluice.crds.DriverStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of the driver.
 *
 * @param status the driver's status, to be written before any action is taken
 * @param phase where the job stands for the driver's part
 * @param actions steps to take
 * @param wake when to decide again at the latest; null if only a change matters
 * @param succession what is to become of the driver beside it; null if that is not decided here
 */
record DriverPlan(
    DriverStatus status,
    Phase phase,
    List<Action> actions,
    @Nullable Instant wake,
    @Nullable SuccessionPlan succession) {

  DriverPlan {
    actions = List.copyOf(actions);
  }

  DriverPlan(DriverStatus status, Phase phase, List<Action> actions, @Nullable Instant wake) {
    this(status, phase, actions, wake, null);
  }

  DriverPlan(DriverStatus status, Phase phase) {
    this(status, phase, List.of(), null);
  }
}
