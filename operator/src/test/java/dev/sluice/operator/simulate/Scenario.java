package dev.sluice.operator.simulate;

import dev.sluice.operator.scale.Behavior;
import dev.sluice.operator.scale.ScalingMode;
import dev.sluice.operator.scale.ScalingSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;

/** The loads that are replayed, tested and drawn. */
enum Scenario {
  STEP("The load doubles, and halves an hour later", 4 * 3_600) {
    @Override
    JobModel job() {
      return new JobModel(Load.step(10_000, 20_000, 1_800, 5_400), speed(), 2, 3);
    }
  },
  DAILY("A day between 3,000 and 45,000 records a second", 2 * 86_400) {
    @Override
    JobModel job() {
      return new JobModel(Load.daily(3_000, 45_000, 11), speed(), 1, 2);
    }
  },
  SPIKES("A minute of three times the load, every 20 minutes", 3 * 3_600) {
    @Override
    JobModel job() {
      return new JobModel(Load.spikes(8_000, 24_000, 1_200, 60), speed(), 2, 2);
    }
  },
  SAWTOOTH("A load that rises for ten minutes and falls at once", 3 * 3_600) {
    @Override
    JobModel job() {
      return new JobModel(Load.sawtooth(5_000, 25_000, 600), speed(), 2, 3);
    }
  },
  SLOW_SINK("A sink that takes five times as long for half an hour", 5_400) {
    @Override
    JobModel job() {
      Load sink = Load.step(100_000, 12_000, 1_800, 3_600);
      return new JobModel(
          Load.step(12_000, 12_000, 0, 0), new JobModel.Speed(20_000, 8_000, sink), 2, 4);
    }
  },
  SLOW_RECEIVERS("Receivers that are slow, with executors that are not", 5_400) {
    @Override
    JobModel job() {
      return new JobModel(
          Load.step(4_000, 12_000, 1_800, 5_400),
          new JobModel.Speed(3_000, 12_000, second -> 200_000),
          2,
          3);
    }
  },
  MISSING_METRICS("No figures for 20 minutes, in which the load falls to a tenth", 4 * 3_600) {
    @Override
    JobModel job() {
      return new JobModel(Load.step(20_000, 2_000, 1_900, 4 * 3_600), speed(), 2, 5);
    }

    @Override
    IntPredicate answered() {
      return second -> second < 1_800 || second >= 3_000;
    }
  };

  private final String title;
  private final int seconds;

  Scenario(String title, int seconds) {
    this.title = title;
    this.seconds = seconds;
  }

  String title() {
    return title;
  }

  String file() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".svg";
  }

  abstract JobModel job();

  IntPredicate answered() {
    return second -> true;
  }

  Trace run() {
    return new Simulation(settings(), job(), answered()).run(seconds);
  }

  static JobModel.Speed speed() {
    return new JobModel.Speed(16_000, 6_000, second -> 200_000);
  }

  /** The defaults of a StreamingJob. */
  static ScalingSettings settings() {
    return new ScalingSettings(
        ScalingMode.ENABLED,
        new ScalingSettings.Bounds(1, 10, 1),
        new ScalingSettings.Bounds(1, 12, 1),
        0.7,
        0.4,
        0.9,
        Duration.ofSeconds(600),
        Duration.ofSeconds(300),
        Duration.ofSeconds(15),
        8,
        Duration.ofSeconds(30),
        false,
        new Behavior(
            Duration.ZERO,
            Behavior.Select.MAX,
            List.of(
                new Behavior.Policy(true, 100, Duration.ofSeconds(60)),
                new Behavior.Policy(false, 2, Duration.ofSeconds(60)))),
        new Behavior(
            Duration.ofHours(1),
            Behavior.Select.MAX,
            List.of(new Behavior.Policy(false, 1, Duration.ofSeconds(300)))));
  }
}
