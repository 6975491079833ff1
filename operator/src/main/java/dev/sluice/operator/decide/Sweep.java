package dev.sluice.operator.decide;

import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets rid of pods that are not wanted, whether their nodes answer or not. */
final class Sweep {
  private Sweep() {}

  /**
   * Adds what it takes to delete a pod and returns when to look again.
   *
   * @param wake when to look again for other reasons
   */
  static @Nullable Instant delete(
      ObservedPod pod,
      StreamingJobSpec spec,
      Instant now,
      List<Action> actions,
      @Nullable Instant wake) {
    Instant deletion = pod.deletion();
    if (deletion == null) {
      actions.add(new Action.DeletePod(pod.name(), false));
      return wake;
    }
    Instant deadline = deletion.plusSeconds(spec.driver().unreachableTimeoutSeconds());
    if (!now.isBefore(deadline)) {
      actions.add(new Action.DeletePod(pod.name(), true));
      return wake;
    }
    return earlier(wake, deadline);
  }

  static @Nullable Instant earlier(@Nullable Instant left, @Nullable Instant right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return left.isBefore(right) ? left : right;
  }
}
