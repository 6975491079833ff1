package dev.sluice.operator.decide;

import dev.sluice.crds.AutoscalerStatus;
import dev.sluice.crds.AutoscalingMode;
import dev.sluice.crds.ScalingDecision;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.scale.MeanLoad;
import dev.sluice.operator.scale.ReplicaDecision;
import dev.sluice.operator.scale.RoleDecision;
import dev.sluice.operator.scale.ScalingReason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts what the autoscaler decided into the status, and says it in conditions. */
final class AutoscalerRecords {
  private static final double PERCENT = 100;

  private AutoscalerRecords() {}

  /**
   * Returns the job with the autoscaler's decision in its status. The status changes when the
   * decision does, and at intervals for its figures.
   */
  static ObservedJob applied(ObservedJob observed, Duration interval, Instant now) {
    return observed.withAutoscaler(next(observed, observed.scaling(), interval, now));
  }

  private static @Nullable AutoscalerStatus next(
      ObservedJob observed, @Nullable ReplicaDecision decision, Duration interval, Instant now) {
    AutoscalerStatus before = observed.status().autoscaler();
    if (observed.spec().autoscaling().mode() == AutoscalingMode.Disabled) {
      return null;
    }
    if (decision == null || !isOf(observed, decision)) {
      return before;
    }
    ScalingDecision next = record(decision, now);
    ScalingDecision last = before == null ? null : before.lastDecision();
    boolean same =
        last != null
            && last.reason().equals(next.reason())
            && Objects.equals(last.receivers(), next.receivers())
            && Objects.equals(last.executors(), next.executors())
            && now.isBefore(Instant.parse(last.time()).plus(interval));
    boolean enabled = observed.spec().autoscaling().mode() == AutoscalingMode.Enabled;
    return new AutoscalerStatus(
        enabled ? Integer.valueOf(decision.receivers().replicas()) : null,
        enabled ? Integer.valueOf(decision.executors().replicas()) : null,
        same ? last : next);
  }

  /** A decision from caches counts only if it began from the replicas that are wanted now. */
  private static boolean isOf(ObservedJob observed, ReplicaDecision decision) {
    return decision.parts().stream()
        .allMatch(part -> part.current() == WantedReplicas.of(observed, part.role()));
  }

  private static ScalingDecision record(ReplicaDecision decision, Instant now) {
    RoleDecision leading = decision.leading();
    return new ScalingDecision(
        now.toString(),
        leading.reason().word(),
        Text.line(leading.role().title() + "s: " + leading.message()),
        decision.receivers().wish().orElse(decision.receivers().replicas()),
        decision.executors().wish().orElse(decision.executors().replicas()),
        inputs(decision));
  }

  private static Map<String, String> inputs(ReplicaDecision decision) {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (RoleDecision part : decision.parts()) {
      String name = part.role().label();
      inputs.put(name + "Reason", part.reason().word());
      inputs.put(name + "Replicas", Integer.toString(part.current()));
      figure(inputs, name + "UtilizationPercent", part.utilization() * PERCENT);
      figure(inputs, name + "Capacity", part.capacity());
    }
    decision.load().ifPresent(load -> inputs.putAll(figures(load)));
    return inputs;
  }

  private static Map<String, String> figures(MeanLoad load) {
    Map<String, String> figures = new LinkedHashMap<>();
    figure(figures, "offered", load.offered());
    figure(figures, "accepted", load.accepted());
    figure(figures, "lag", load.lag());
    figure(figures, "processingMillis", load.processingMillis());
    figure(figures, "outputMillis", load.outputMillis());
    figure(figures, "schedulingDelayMillis", load.schedulingDelayMillis());
    figure(figures, "receiverBusyPercent", load.receiverBusy() * PERCENT);
    figure(figures, "executorBusyPercent", load.executorBusy() * PERCENT);
    return figures;
  }

  private static void figure(Map<String, String> figures, String name, double value) {
    if (Double.isFinite(value)) {
      figures.put(name, String.format(Locale.ROOT, "%.0f", value));
    }
  }

  /** Says what an applied decision means; with the figures of the status, which change seldom. */
  static void conditions(Conditions conditions, ObservedJob observed) {
    ReplicaDecision decision = observed.scaling();
    AutoscalerStatus autoscaler = observed.status().autoscaler();
    if (observed.spec().autoscaling().mode() == AutoscalingMode.Disabled) {
      return;
    }
    if (decision == null || autoscaler == null || autoscaler.lastDecision() == null) {
      conditions.keep(
          Conditions.ABLE_TO_SCALE, Conditions.SCALING_ACTIVE, Conditions.SCALING_LIMITED);
      return;
    }
    RoleDecision leading = decision.leading();
    String message = autoscaler.lastDecision().message();
    ScalingReason reason = leading.reason();
    boolean able =
        switch (reason) {
          case JOB_NOT_READY, REVISION_NOT_STABLE, ROLL_IN_PROGRESS, PODS_BLOCKED -> false;
          default -> true;
        };
    boolean active = able && !reason.withoutMetrics() && reason != ScalingReason.NO_THROUGHPUT;
    RoleDecision limited =
        decision.parts().stream().filter(part -> part.reason().limited()).findFirst().orElse(null);
    conditions
        .set(Conditions.ABLE_TO_SCALE, able, able ? "Ready" : reason.word(), message)
        .set(Conditions.SCALING_ACTIVE, active, active ? "MetricsComplete" : reason.word(), message)
        .set(
            Conditions.SCALING_LIMITED,
            limited != null,
            limited == null ? "NotLimited" : limited.reason().word(),
            limited == null ? "" : message);
  }
}
