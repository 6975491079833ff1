package dev.sluice.operator.reconcile;

import dev.sluice.crds.AutoscalingMode;
import dev.sluice.operator.decide.ScalingRequest;
import dev.sluice.operator.decide.ScalingView;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.DriverLoad;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.scale.Autoscaler;
import dev.sluice.operator.scale.LoadMemory;
import dev.sluice.operator.scale.ReplicaDecision;
import dev.sluice.operator.scale.ScalingReason;
import dev.sluice.operator.scale.ScalingSettings;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator remembers of the load of jobs that want autoscaling. Lost with the operator,
 * which then removes nothing before it has seen enough again. Safe for use by many threads, of
 * which one at a time works on a job.
 */
final class ScalingMemory {
  /** Jobs that may be changing at the same time in all namespaces. */
  static final int MOST_RESCALES = 10;

  private static final Duration RESCALE = Duration.ofSeconds(60);

  private final Map<ResourceID, LoadMemory> jobs = new ConcurrentHashMap<>();
  private final Map<ResourceID, Instant> changed = new ConcurrentHashMap<>();

  /** Takes note of how a job is and asks the autoscaler; null if the job does not want it. */
  @Nullable ReplicaDecision decide(ResourceID job, ObservedJob observed, Instant now) {
    if (observed.spec().autoscaling().mode() == AutoscalingMode.Disabled) {
      forget(job);
      return null;
    }
    ScalingSettings settings = ScalingRequest.of(observed.spec().autoscaling());
    int receivers = ScalingView.ready(observed, Role.RECEIVER);
    int executors = ScalingView.ready(observed, Role.EXECUTOR);
    LoadMemory memory =
        jobs.computeIfAbsent(job, id -> LoadMemory.begin(receivers, executors, now))
            .ready(receivers, executors, now);
    DriverLoad load = observed.loadOf(observed.status().driver().podName());
    if (load != null) {
      memory = memory.with(load.sample(), settings);
    }
    ReplicaDecision decision = Autoscaler.decide(ScalingView.of(observed, settings, memory), now);
    if (decision.changes() && rescales(job, now) >= MOST_RESCALES) {
      decision =
          decision.held(
              ScalingReason.TOO_MANY_RESCALES,
              MOST_RESCALES + " jobs are changing already; this one has to wait.");
    }
    jobs.put(job, decision.changes() ? memory : memory.with(decision, settings, now));
    return decision;
  }

  /** A decision to change replicas is in the job's status. */
  void changed(ResourceID job, ObservedJob observed, ReplicaDecision decision, Instant now) {
    ScalingSettings settings = ScalingRequest.of(observed.spec().autoscaling());
    jobs.computeIfPresent(job, (id, memory) -> memory.with(decision, settings, now));
    changed.put(job, now);
  }

  /** Forgets a job. */
  void forget(ResourceID job) {
    jobs.remove(job);
    changed.remove(job);
  }

  private long rescales(ResourceID job, Instant now) {
    changed.values().removeIf(time -> time.plus(RESCALE).isBefore(now));
    return changed.keySet().stream().filter(other -> !other.equals(job)).count();
  }
}
