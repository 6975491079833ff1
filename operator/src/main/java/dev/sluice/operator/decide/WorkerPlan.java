package dev.sluice.operator.decide;

import dev.sluice.crds.WorkersStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of the workers of one role.
 *
 * @param status their status
 * @param wanted how many there should be
 * @param blocked why one of them can't start without help; null if none is stuck
 * @param trouble why not all are ready, being stuck included; null if all are
 * @param updated whether all of them have the wanted settings and are ready, and no others are
 *     there
 * @param actions steps to take
 * @param wake when to decide again at the latest
 */
record WorkerPlan(
    WorkersStatus status,
    int wanted,
    @Nullable Phase blocked,
    @Nullable Phase trouble,
    boolean updated,
    List<Action> actions,
    @Nullable Instant wake) {

  WorkerPlan {
    actions = List.copyOf(actions);
  }
}
