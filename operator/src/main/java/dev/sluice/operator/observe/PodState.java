package dev.sluice.operator.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a pod is in its life. */
public sealed interface PodState {
  /**
   * No container runs yet.
   *
   * @param problem why not, if the cluster says
   */
  record Pending(@Nullable PodProblem problem) implements PodState {}

  /**
   * The container runs.
   *
   * @param ready whether it is ready
   * @param since when that last changed
   */
  record Running(boolean ready, Instant since) implements PodState {}

  /**
   * The container has ended for good.
   *
   * @param end how
   */
  record Ended(PodEnd end) implements PodState {}
}
