package dev.sluice.operator.scale;

import dev.sluice.operator.scale.LoadSample.WorkerLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job as the tests want it measured: by default 60 % busy with 2 receivers and 4 executors. */
final class Measured {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  ScalingMode mode = ScalingMode.ENABLED;
  ScalingSettings.Bounds receiverBounds = new ScalingSettings.Bounds(1, 10, 4);
  ScalingSettings.Bounds executorBounds = new ScalingSettings.Bounds(1, 10, 6);
  boolean raiseOnMissing;
  Behavior up =
      new Behavior(
          Duration.ZERO,
          Behavior.Select.MAX,
          List.of(new Behavior.Policy(true, 100, Duration.ofSeconds(60))));
  Behavior down = new Behavior(Duration.ofMinutes(10), Behavior.Select.MAX, List.of());
  JobSituation situation = new JobSituation(7, true, true, false);
  int receivers = 2;
  int readyReceivers = 2;
  int executors = 4;
  int readyExecutors = 4;
  Instant changed = NOW.minusSeconds(3_600);
  @Nullable String blocked;
  ScalingHistory history = ScalingHistory.EMPTY;
  List<LoadSample> samples = new ArrayList<>();
  double processing = 600;
  double output = 20;
  double delay = 5;
  double offered = 8_000;
  double accepted = 8_000;
  double lag = 8_000;
  double receiverBusy = 0.5;
  double executorBusy = 0.6;

  /** A sample each 15 s with the present figures, the newest now. */
  Measured sampled(int count) {
    for (int i = count - 1; i >= 0; i--) {
      samples.add(sample(NOW.minusSeconds(15L * i), 7));
    }
    return this;
  }

  LoadSample sample(Instant time, long epoch) {
    return new LoadSample(
        time,
        epoch,
        1_000,
        processing,
        output,
        delay,
        offered,
        accepted,
        lag,
        new WorkerLoad(readyReceivers, receiverBusy),
        new WorkerLoad(readyExecutors, executorBusy));
  }

  ScalingSettings settings() {
    return new ScalingSettings(
        mode,
        receiverBounds,
        executorBounds,
        0.7,
        0.4,
        0.9,
        Duration.ofSeconds(600),
        Duration.ofSeconds(300),
        Duration.ofSeconds(15),
        8,
        Duration.ofSeconds(30),
        raiseOnMissing,
        up,
        down);
  }

  ReplicaDecision decide() {
    return Autoscaler.decide(
        new Autoscaler.Input(
            settings(),
            situation,
            new Workers(receivers, readyReceivers, changed, null),
            new Workers(executors, readyExecutors, changed, blocked),
            samples,
            history),
        NOW);
  }

  RoleDecision executorDecision() {
    return decide().executors();
  }
}
