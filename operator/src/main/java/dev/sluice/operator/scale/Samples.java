package dev.sluice.operator.scale;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Judges whether there are samples to decide from. */
final class Samples {
  /** So many of the newest samples show what the load is now. */
  static final int RECENT = 3;

  private static final int PERIODS_FRESH = 3;

  private Samples() {}

  /** What the samples are good for. */
  sealed interface Judgement {
    /** Enough complete ones, oldest first. */
    record Usable(List<LoadSample> samples) implements Judgement {}

    /** Too few, or too old. */
    record Missing(ScalingReason reason, String message) implements Judgement {}
  }

  static Judgement judge(
      List<LoadSample> samples, long epoch, ScalingSettings settings, Instant now) {
    List<LoadSample> inWindow =
        samples.stream()
            .filter(sample -> sample.epoch() == epoch)
            .filter(sample -> !sample.time().isBefore(now.minus(settings.window())))
            .filter(sample -> !sample.time().isAfter(now))
            .toList();
    if (inWindow.isEmpty()) {
      return new Judgement.Missing(
          ScalingReason.METRICS_INCOMPLETE,
          "No figures of driver attempt %d in the last %d s."
              .formatted(epoch, settings.window().toSeconds()));
    }
    LoadSample newest = inWindow.get(inWindow.size() - 1);
    Duration age = Duration.between(newest.time(), now);
    if (age.compareTo(settings.period().multipliedBy(PERIODS_FRESH)) > 0) {
      return new Judgement.Missing(
          ScalingReason.METRICS_STALE,
          "The newest figures are %d s old; the driver's status can't be read."
              .formatted(age.toSeconds()));
    }
    List<LoadSample> complete = inWindow.stream().filter(LoadSample::complete).toList();
    boolean recentComplete =
        inWindow.stream()
            .skip(Math.max(0, inWindow.size() - RECENT))
            .allMatch(LoadSample::complete);
    if (complete.size() < settings.minSamples() || !recentComplete) {
      return new Judgement.Missing(
          ScalingReason.METRICS_INCOMPLETE,
          "%d complete samples of %d in the last %d s; %d are needed, and the newest %d of them."
              .formatted(
                  complete.size(),
                  inWindow.size(),
                  settings.window().toSeconds(),
                  settings.minSamples(),
                  RECENT));
    }
    return new Judgement.Usable(complete);
  }
}
