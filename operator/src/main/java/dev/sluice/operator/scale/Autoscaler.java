package dev.sluice.operator.scale;

import dev.sluice.operator.job.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides how many receivers and executors a job should have: a pure function of the load, the
 * workers, what was done before, and the time. The gates are passed in a fixed order, and the first
 * one that is closed is the reason that users see. Without figures nothing is removed.
 */
public final class Autoscaler {
  private Autoscaler() {}

  /**
   * Everything that a decision is made from.
   *
   * @param settings what the user wants
   * @param situation whether the load says something now
   * @param receivers the receivers as they are
   * @param executors the executors as they are
   * @param samples figures of the driver, oldest first
   * @param history what was recommended and done before
   */
  public record Input(
      ScalingSettings settings,
      JobSituation situation,
      Workers receivers,
      Workers executors,
      List<LoadSample> samples,
      ScalingHistory history) {
    /** Copies the samples. */
    public Input {
      samples = List.copyOf(samples);
    }

    Workers workers(Role role) {
      return role == Role.RECEIVER ? receivers : executors;
    }
  }

  /** Returns how many workers there should be from now on. */
  public static ReplicaDecision decide(Input input, Instant now) {
    Optional<Closed> closed = closed(input);
    if (closed.isPresent()) {
      return hold(input, closed.get());
    }
    Samples.Judgement judgement =
        Samples.judge(input.samples(), input.situation().epoch(), input.settings(), now);
    if (judgement instanceof Samples.Judgement.Missing missing) {
      return input.settings().raiseOnMissing()
          ? raise(input, missing)
          : hold(input, new Closed(missing.reason(), missing.message()));
    }
    List<LoadSample> samples = ((Samples.Judgement.Usable) judgement).samples();
    MeanLoad load = MeanLoad.of(samples.subList(samples.size() - Samples.RECENT, samples.size()));
    return new ReplicaDecision(
        recommendOnly(input, new RoleScaling(input, Role.RECEIVER, samples, load, now).decide()),
        recommendOnly(input, new RoleScaling(input, Role.EXECUTOR, samples, load, now).decide()),
        Optional.of(load));
  }

  private record Closed(ScalingReason reason, String message) {}

  private static Optional<Closed> closed(Input input) {
    JobSituation situation = input.situation();
    if (input.settings().mode() == ScalingMode.DISABLED) {
      return Optional.of(new Closed(ScalingReason.DISABLED, "Autoscaling is disabled."));
    }
    if (!situation.ready()) {
      return Optional.of(new Closed(ScalingReason.JOB_NOT_READY, "The job is not ready."));
    }
    if (!situation.stable()) {
      return Optional.of(
          new Closed(ScalingReason.REVISION_NOT_STABLE, "The job's revision is not stable yet."));
    }
    return situation.rolling()
        ? Optional.of(
            new Closed(
                ScalingReason.ROLL_IN_PROGRESS, "Workers are being replaced for new settings."))
        : Optional.empty();
  }

  private static ReplicaDecision hold(Input input, Closed closed) {
    return new ReplicaDecision(
        hold(input, Role.RECEIVER, closed), hold(input, Role.EXECUTOR, closed), Optional.empty());
  }

  private static RoleDecision hold(Input input, Role role, Closed closed) {
    return RoleDecision.unknown(
        role, input.workers(role).wanted(), closed.reason(), closed.message());
  }

  private static ReplicaDecision raise(Input input, Samples.Judgement.Missing missing) {
    return new ReplicaDecision(
        raise(input, Role.RECEIVER, missing),
        raise(input, Role.EXECUTOR, missing),
        Optional.empty());
  }

  private static RoleDecision raise(Input input, Role role, Samples.Judgement.Missing missing) {
    int current = input.workers(role).wanted();
    int fallback = input.settings().bounds(role).fallback();
    if (fallback <= current) {
      return RoleDecision.unknown(role, current, missing.reason(), missing.message());
    }
    return recommendOnly(
        input,
        new RoleDecision(
            role,
            current,
            fallback,
            Optional.of(fallback),
            ScalingReason.RAISED_TO_FALLBACK,
            missing.message(),
            Double.NaN,
            Double.NaN));
  }

  private static RoleDecision recommendOnly(Input input, RoleDecision decision) {
    if (input.settings().mode() == ScalingMode.ENABLED || !decision.changes()) {
      return decision;
    }
    return new RoleDecision(
        decision.role(),
        decision.current(),
        decision.current(),
        Optional.of(decision.replicas()),
        decision.reason(),
        "Recommended only: " + decision.message(),
        decision.utilization(),
        decision.capacity());
  }
}
