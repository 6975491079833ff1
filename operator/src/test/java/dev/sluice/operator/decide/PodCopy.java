package dev.sluice.operator.decide;

import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Pods that differ from another in one value. */
final class PodCopy {
  private PodCopy() {}

  static ObservedPod inState(ObservedPod pod, PodState state) {
    return copy(pod, state, pod.deletion(), pod.followsCertificate());
  }

  static ObservedPod deleted(ObservedPod pod, Instant graceEnd) {
    return copy(pod, pod.state(), graceEnd, pod.followsCertificate());
  }

  /** Returns it as an operator made it that knew nothing of renewed certificates. */
  static ObservedPod ofAnEarlierOperator(ObservedPod pod) {
    return copy(pod, pod.state(), pod.deletion(), false);
  }

  private static ObservedPod copy(
      ObservedPod pod, PodState state, @Nullable Instant deletion, boolean followsCertificate) {
    return new ObservedPod(
        pod.name(),
        pod.role(),
        pod.owned(),
        pod.number(),
        pod.index(),
        pod.jobRevision(),
        pod.roleRevision(),
        pod.failures(),
        state,
        pod.created(),
        deletion,
        pod.address(),
        followsCertificate);
  }
}
