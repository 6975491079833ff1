package dev.sluice.operator.simulate;

import dev.sluice.operator.job.Role;
import dev.sluice.operator.scale.Autoscaler;
import dev.sluice.operator.scale.JobSituation;
import dev.sluice.operator.scale.LoadSample;
import dev.sluice.operator.scale.ReplicaDecision;
import dev.sluice.operator.scale.ScalingHistory;
import dev.sluice.operator.scale.ScalingSettings;
import dev.sluice.operator.scale.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Lets the autoscaler run a model of a job: a sample and a decision each period, as in a cluster.
 */
final class Simulation {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ScalingSettings settings;
  private final JobModel job;
  private final IntPredicate answered;

  /**
   * Makes a simulation.
   *
   * @param answered whether the driver's figures can be read at a second
   */
  Simulation(ScalingSettings settings, JobModel job, IntPredicate answered) {
    this.settings = settings;
    this.job = job;
    this.answered = answered;
  }

  Trace run(int seconds) {
    List<Trace.Point> points = new ArrayList<>();
    List<LoadSample> samples = new ArrayList<>();
    ScalingHistory history = ScalingHistory.EMPTY;
    int period = (int) settings.period().toSeconds();
    for (int second = 0; second < seconds; second++) {
      job.tick(second);
      if (second % period != 0) {
        continue;
      }
      Instant now = START.plusSeconds(second);
      if (answered.test(second)) {
        samples.add(job.sample(second, now));
      }
      Instant oldest = now.minus(settings.window());
      samples.removeIf(sample -> sample.time().isBefore(oldest));
      ReplicaDecision decision =
          Autoscaler.decide(
              new Autoscaler.Input(
                  settings,
                  new JobSituation(1, true, true, false),
                  workers(job.receivers, second),
                  workers(job.executors, second),
                  samples,
                  history),
              now);
      history = history.with(decision, now, settings.memory());
      job.receivers.scale(decision.receivers().replicas(), second);
      job.executors.scale(decision.executors().replicas(), second);
      points.add(point(second, decision));
    }
    return new Trace(points);
  }

  private static Workers workers(ModelPods pods, int second) {
    return new Workers(pods.wanted(), pods.ready(second), START.plusSeconds(pods.changed()), null);
  }

  private Trace.Point point(int second, ReplicaDecision decision) {
    return new Trace.Point(
        second,
        job.sent(second),
        job.accepted(),
        job.waiting(),
        decision.receivers().replicas(),
        decision.executors().replicas(),
        Role.RECEIVER.label() + " " + decision.receivers().reason().word(),
        Role.EXECUTOR.label() + " " + decision.executors().reason().word());
  }
}
