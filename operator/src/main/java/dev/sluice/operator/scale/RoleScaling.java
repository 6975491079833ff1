package dev.sluice.operator.scale;

import dev.sluice.operator.job.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides about the workers of one role from samples that are complete, fresh and of one epoch. */
final class RoleScaling {
  /** A step that gave less than this share of what it should have given was not effective. */
  private static final double EFFECTIVE = 0.1;

  /** How long an ineffective step keeps further ones back. */
  static final Duration INEFFECTIVE_FOR = Duration.ofMinutes(30);

  private static final double NOTHING = 1e-6;
  private static final double SOME_BACKLOG = 0.05;

  private final Autoscaler.Input input;
  private final ScalingSettings settings;
  private final Role role;
  private final Workers workers;
  private final ScalingSettings.Bounds bounds;
  private final List<LoadSample> samples;
  private final MeanLoad load;
  private final Instant now;
  private final Demand demand;

  RoleScaling(
      Autoscaler.Input input, Role role, List<LoadSample> samples, MeanLoad load, Instant now) {
    this.input = input;
    this.settings = input.settings();
    this.role = role;
    this.workers = input.workers(role);
    this.bounds = settings.bounds(role);
    this.samples = samples;
    this.load = load;
    this.now = now;
    this.demand = Demand.of(role, load, settings);
  }

  RoleDecision decide() {
    int current = workers.wanted();
    if (current == 0) {
      return hold(ScalingReason.NONE_WANTED, "The job has no " + role.label() + "s.");
    }
    if (current != bounds.clamp(current)) {
      return change(bounds.clamp(current), ScalingReason.OUT_OF_BOUNDS, current);
    }
    Optional<RoleDecision> unsettled = unsettled();
    if (unsettled.isPresent()) {
      return unsettled.get();
    }
    if (demand.stuck()) {
      return hold(ScalingReason.NO_THROUGHPUT, "Records wait, but none is processed.");
    }
    int wish = demand.replicas(current);
    if (wish > current) {
      return up(wish);
    }
    return down(wish);
  }

  /** The workers are not yet what the last decision made them. */
  private Optional<RoleDecision> unsettled() {
    if (workers.blocked() != null) {
      return Optional.of(hold(ScalingReason.PODS_BLOCKED, workers.blocked()));
    }
    if (workers.ready() != workers.wanted()) {
      return Optional.of(
          hold(
              ScalingReason.REPLICAS_PENDING,
              "%d of %d %ss are ready."
                  .formatted(workers.ready(), workers.wanted(), role.label())));
    }
    if (samples.stream()
        .skip(samples.size() - Samples.RECENT)
        .anyMatch(sample -> registered(sample) < workers.ready())) {
      return Optional.of(
          hold(
              ScalingReason.WARMING_UP,
              "Not all %ss are registered with the driver.".formatted(role.label())));
    }
    Instant warm = workers.changed().plus(settings.warmUp());
    LoadSample oldest = samples.get(samples.size() - Samples.RECENT);
    return oldest.time().isBefore(warm)
        ? Optional.of(
            hold(
                ScalingReason.WARMING_UP,
                "The %ss changed less than %d s before the samples."
                    .formatted(role.label(), settings.warmUp().toSeconds())))
        : Optional.empty();
  }

  private int registered(LoadSample sample) {
    return role == Role.RECEIVER
        ? sample.receivers().registered()
        : sample.executors().registered();
  }

  private RoleDecision up(int wish) {
    int current = workers.wanted();
    if (load.sinkBound() && (role == Role.EXECUTOR || processingBound())) {
      return hold(
          ScalingReason.SINK_BOUND,
          "Batches spend %.0f of %.0f ms on output; more workers would not help."
              .formatted(load.outputMillis(), load.processingMillis()));
    }
    if (role == Role.RECEIVER && processingBound()) {
      return hold(
          ScalingReason.PROCESSING_BOUND,
          "Back pressure holds the receivers back, not their work.");
    }
    Optional<RoleDecision> ineffective = ineffective();
    if (ineffective.isPresent()) {
      return ineffective.get();
    }
    int bounded = bounds.clamp(wish);
    if (bounded == current) {
      return hold(ScalingReason.AT_MAXIMUM, "%d are wanted. %s".formatted(wish, say()), wish);
    }
    int stable =
        IntStream.concat(
                IntStream.of(bounded),
                input
                    .history()
                    .recommended(role, now.minus(settings.up().stabilization()))
                    .mapToInt(ScalingHistory.Recommendation::replicas))
            .min()
            .orElse(bounded);
    if (stable <= current) {
      return hold(ScalingReason.STABILIZING, "%d are wanted. %s".formatted(wish, say()), wish);
    }
    int allowed =
        Math.min(stable, StepLimits.highest(settings.up(), role, current, input.history(), now));
    return allowed <= current
        ? hold(ScalingReason.LIMITED_BY_POLICY, "%d are wanted. %s".formatted(wish, say()), wish)
        : change(allowed, ScalingReason.SCALE_UP, wish);
  }

  private RoleDecision down(int wish) {
    int current = workers.wanted();
    if (wish < current && drainsBacklog()) {
      return hold(
          ScalingReason.BACKLOG_DRAINING,
          "%.0f records wait, batches start %.0f ms late."
              .formatted(load.lag(), load.schedulingDelayMillis()),
          current);
    }
    if (wish >= current) {
      return hold(ScalingReason.WITHIN_TOLERANCE, say(), current);
    }
    int bounded = bounds.clamp(wish);
    if (bounded == current) {
      return hold(ScalingReason.AT_MINIMUM, say(), current);
    }
    Instant since = now.minus(settings.down().stabilization());
    int stable =
        input
            .history()
            .recommended(role, since)
            .mapToInt(ScalingHistory.Recommendation::replicas)
            .reduce(bounded, Math::max);
    if (stable >= current || !input.history().covers(role, since.plus(settings.period()))) {
      return hold(
          ScalingReason.STABILIZING,
          "%d would do, but not for %d s yet. %s"
              .formatted(bounded, settings.down().stabilization().toSeconds(), say()),
          bounded);
    }
    int allowed =
        Math.max(stable, StepLimits.lowest(settings.down(), role, current, input.history(), now));
    return allowed >= current
        ? hold(
            ScalingReason.LIMITED_BY_POLICY, "%d would do. %s".formatted(bounded, say()), bounded)
        : change(allowed, ScalingReason.SCALE_DOWN, bounded);
  }

  private boolean processingBound() {
    double executors = Demand.of(Role.EXECUTOR, load, settings).utilization();
    return executors > settings.highest();
  }

  private boolean drainsBacklog() {
    double drain = load.lag() / settings.catchUp().toSeconds();
    return drain > Math.max(NOTHING, load.offered() * SOME_BACKLOG)
        || load.schedulingDelayMillis() > load.intervalMillis();
  }

  private Optional<RoleDecision> ineffective() {
    return input
        .history()
        .lastStep(role)
        .filter(step -> step.to() > step.from() && step.to() == workers.wanted())
        .filter(step -> step.time().isAfter(now.minus(INEFFECTIVE_FOR)))
        .filter(step -> step.capacity() > 0)
        .filter(
            step -> {
              double expected = (double) step.to() / Math.max(1, step.from()) - 1;
              return demand.capacity() / step.capacity() - 1 < EFFECTIVE * expected;
            })
        .map(
            step ->
                hold(
                    ScalingReason.LAST_STEP_INEFFECTIVE,
                    "From %d to %d %ss the job went from %.0f to %.0f records/s only."
                        .formatted(
                            step.from(),
                            step.to(),
                            role.label(),
                            step.capacity(),
                            demand.capacity())));
  }

  private String say() {
    return "Utilization %.0f %% of %d %ss, %.0f records/s offered."
        .formatted(demand.utilization() * 100, workers.wanted(), role.label(), load.offered());
  }

  private RoleDecision change(int replicas, ScalingReason reason, int wish) {
    return decision(
        replicas,
        Optional.of(wish),
        reason,
        "From %d to %d. %s".formatted(workers.wanted(), replicas, say()));
  }

  private RoleDecision hold(ScalingReason reason, String message) {
    return decision(workers.wanted(), Optional.empty(), reason, message);
  }

  private RoleDecision hold(ScalingReason reason, String message, int wish) {
    return decision(workers.wanted(), Optional.of(bounds.clamp(wish)), reason, message);
  }

  private RoleDecision decision(
      int replicas, Optional<Integer> wish, ScalingReason reason, String message) {
    return new RoleDecision(
        role,
        workers.wanted(),
        replicas,
        wish,
        reason,
        message,
        demand.utilization(),
        demand.capacity());
  }
}
