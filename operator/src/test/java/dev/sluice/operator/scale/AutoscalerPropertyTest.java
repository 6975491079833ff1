package dev.sluice.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AutoscalerPropertyTest {
  private static final int CASES = 3_000;

  @Test
  void neverPassesTheBoundsWhateverIsMeasured() {
    forRandomJobs(
        job -> {
          for (RoleDecision part : job.decide().parts()) {
            ScalingSettings.Bounds bounds = job.settings().bounds(part.role());
            if (part.changes()) {
              assertThat(part.replicas()).isBetween(bounds.min(), bounds.max());
            }
          }
        });
  }

  @Test
  void wantsNoFewerExecutorsForAHigherLoad() {
    forRandomJobs(
        job -> {
          int before = job.executorDecision().replicas();
          job.samples.clear();
          job.processing *= 1.3;
          job.sampled(8);
          assertThat(job.executorDecision().replicas()).isGreaterThanOrEqualTo(before);
        });
  }

  @Test
  void changesNothingWhenAnyFigureIsMissing() {
    Random random = new Random(5);
    forRandomJobs(
        job -> {
          job.samples.clear();
          switch (random.nextInt(6)) {
            case 0 -> job.processing = Double.NaN;
            case 1 -> job.output = Double.NaN;
            case 2 -> job.offered = Double.NaN;
            case 3 -> job.lag = Double.NaN;
            case 4 -> job.receiverBusy = Double.NaN;
            default -> job.executorBusy = Double.NaN;
          }
          job.sampled(8);
          assertThat(job.decide().parts()).noneMatch(RoleDecision::changes);
        });
  }

  @Test
  void doesNotWantTheReplicasBackThatItRemoved() {
    forRandomJobs(
        job -> {
          RoleDecision down = job.executorDecision();
          if (down.reason() == ScalingReason.SCALE_DOWN) {
            job.samples.clear();
            job.processing *= (double) down.current() / down.replicas();
            job.executors = down.replicas();
            job.readyExecutors = down.replicas();
            job.sampled(8);
            assertThat(job.executorDecision().replicas()).isLessThanOrEqualTo(down.replicas());
          }
        });
  }

  private static void forRandomJobs(Consumer<Measured> property) {
    Random random = new Random(3);
    for (int i = 0; i < CASES; i++) {
      Measured job = new Measured();
      job.executors = 1 + random.nextInt(10);
      job.readyExecutors = job.executors;
      job.receivers = 1 + random.nextInt(10);
      job.readyReceivers = job.receivers;
      job.processing = 20 + random.nextDouble() * 3_000;
      job.output = job.processing * random.nextDouble() * 0.4;
      job.accepted = random.nextDouble() * 50_000;
      job.offered = job.accepted * (1 + random.nextDouble());
      job.lag = job.accepted * 2 + (random.nextInt(4) == 0 ? random.nextInt(5_000_000) : 0);
      job.receiverBusy = random.nextDouble();
      job.executorBusy = random.nextDouble();
      job.down = new Behavior(Duration.ZERO, Behavior.Select.MAX, List.of());
      job.history =
          new ScalingHistory(
              List.of(
                  new ScalingHistory.Recommendation(
                      Measured.NOW.minusSeconds(60),
                      Measured.NOW.minusSeconds(1),
                      dev.sluice.operator.job.Role.EXECUTOR,
                      1)),
              List.of());
      job.sampled(8);
      property.accept(job);
    }
  }
}
