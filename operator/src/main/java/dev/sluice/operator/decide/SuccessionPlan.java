package dev.sluice.operator.decide;

import dev.sluice.crds.SuccessorStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of the driver that is started beside the present one.
 *
 * @param status its status, to be written before any action is taken; null for none
 * @param actions steps to take
 * @param standsBy whether it waits for the present one to end, so that its workers may be started
 * @param complete whether its workers have come too, so that nothing is missing
 * @param message one line
 * @param wake when to decide again at the latest
 */
record SuccessionPlan(
    @Nullable SuccessorStatus status,
    List<Action> actions,
    boolean standsBy,
    boolean complete,
    String message,
    @Nullable Instant wake) {

  SuccessionPlan {
    actions = List.copyOf(actions);
  }

  static SuccessionPlan waiting(
      SuccessorStatus status, List<Action> actions, String message, @Nullable Instant wake) {
    return new SuccessionPlan(status, actions, false, false, message, wake);
  }
}
