package dev.sluice.operator.resources;

import dev.sluice.crds.StreamingJobSpec;
import java.time.Duration;

/** How long processes are given to end after SIGTERM before they are killed. */
final class GracePeriods {
  /** Seconds of an executor, which hands over what it holds within that time. */
  static final long OF_EXECUTOR = 30;

  private static final String STOP_TIMEOUT = "streaming.gracefulStopTimeout";
  private static final long SHORTEST_STOP_MILLIS = 10_000;
  private static final int INTERVALS_OF_A_STOP = 10;
  private static final long MARGIN_SECONDS = 20;
  private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

  private GracePeriods() {}

  /** Returns the seconds of a driver: the time of its graceful stop, and some to end in. */
  static long ofDriver(StreamingJobSpec spec) {
    long stopMillis =
        Math.max(
            SHORTEST_STOP_MILLIS, INTERVALS_OF_A_STOP * spec.batchIntervalMillis().longValue());
    String configured = spec.configuration().getOrDefault(STOP_TIMEOUT, "");
    if (configured.matches("[0-9]{1,12}")) {
      stopMillis = Long.parseLong(configured);
    }
    long seconds = Duration.ofMillis(stopMillis).toSeconds() + MARGIN_SECONDS;
    return Math.min(LONGEST_SECONDS, seconds);
  }

  /** Returns the seconds of a receiver. */
  static long ofReceiver(StreamingJobSpec spec) {
    return spec.receivers().drainTimeoutSeconds() + MARGIN_SECONDS / 2;
  }
}
