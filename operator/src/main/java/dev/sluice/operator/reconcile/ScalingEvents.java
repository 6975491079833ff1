package dev.sluice.operator.reconcile;

import dev.sluice.crds.AutoscalerStatus;
import dev.sluice.crds.ScalingDecision;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what the autoscaler has decided anew; pure. */
final class ScalingEvents {
  private static final Set<String> BAD =
      Set.of(
          "MetricsIncomplete",
          "MetricsStale",
          "PodsBlocked",
          "NoThroughput",
          "SinkBound",
          "LastStepIneffective",
          "AtMaximum",
          "RaisedToFallback",
          "TooManyRescales");

  private ScalingEvents() {}

  static Optional<JobEvent> between(
      @Nullable AutoscalerStatus before, @Nullable AutoscalerStatus after) {
    ScalingDecision next = after == null ? null : after.lastDecision();
    if (after == null || next == null) {
      return Optional.empty();
    }
    ScalingDecision last = before == null ? null : before.lastDecision();
    boolean changed =
        before != null
            && (!Objects.equals(before.receivers(), after.receivers())
                || !Objects.equals(before.executors(), after.executors()))
            && before.receivers() != null;
    if (changed) {
      return Optional.of(new JobEvent(false, "Rescaled", next.message()));
    }
    boolean otherReason = last == null || !last.reason().equals(next.reason());
    if (otherReason && BAD.contains(next.reason())) {
      boolean waiting = last == null && next.reason().equals("MetricsIncomplete");
      return Optional.of(new JobEvent(!waiting, next.reason(), next.message()));
    }
    boolean otherAdvice =
        after.receivers() == null
            && last != null
            && !(Objects.equals(last.receivers(), next.receivers())
                && Objects.equals(last.executors(), next.executors()));
    return otherAdvice
        ? Optional.of(new JobEvent(false, "ScalingRecommended", next.message()))
        : Optional.empty();
  }
}
