package dev.sluice.worker.driver.events;

import dev.sluice.streaming.Time;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.OutputOperationInfo;
import dev.sluice.streaming.scheduler.ReceiverInfo;
import dev.sluice.streaming.scheduler.StreamInputInfo;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job with batches of a second that has got some way, for tests. */
public final class Histories {
  private static final long INTERVAL = 1_000;

  private Histories() {}

  /**
   * A job that has completed batches 1 to {@code completed}, each a second after the one before,
   * with ten records, 2 ms late and done in 30 ms; then one runs, and one waits.
   */
  public static StreamingStatistics of(int completed) {
    var statistics = new StreamingStatistics();
    statistics.begin(INTERVAL, 250, Map.of(0, "receiverStream at Job.java:7"));
    statistics.receiver(
        0, new ReceiverInfo(0, "Feed-0", true, "host:7078", "receiver-1", "", "", -1));
    statistics.streaming(INTERVAL);
    for (var batch = 1; batch <= completed; batch++) {
      complete(statistics, batch, null);
    }
    statistics.submitted(cut(completed + 1));
    statistics.started(started(completed + 1));
    statistics.submitted(cut(completed + 2));
    return statistics;
  }

  /** A batch comes and goes; with what its output operation failed with, if it did. */
  public static void complete(
      StreamingStatistics statistics, long batch, @Nullable String failure) {
    statistics.submitted(cut(batch));
    statistics.started(started(batch));
    statistics.completed(
        info(
            batch,
            Optional.of(batch * INTERVAL + 2),
            Optional.of(batch * INTERVAL + 32),
            operation(batch, true, failure)));
  }

  private static BatchInfo cut(long batch) {
    return info(batch, Optional.empty(), Optional.empty(), operation(batch, false, null));
  }

  private static BatchInfo started(long batch) {
    return info(
        batch, Optional.of(batch * INTERVAL + 2), Optional.empty(), operation(batch, false, null));
  }

  private static BatchInfo info(
      long batch, Optional<Long> start, Optional<Long> end, OutputOperationInfo operation) {
    return new BatchInfo(
        new Time(batch * INTERVAL),
        Map.of(0, new StreamInputInfo(0, 10)),
        batch * INTERVAL,
        start,
        end,
        Map.of(0, operation));
  }

  private static OutputOperationInfo operation(
      long batch, boolean ended, @Nullable String failure) {
    var begun = batch * INTERVAL + 20;
    return new OutputOperationInfo(
        new Time(batch * INTERVAL),
        0,
        "print at Job.java:9",
        "print at Job.java:9",
        ended ? Optional.of(begun) : Optional.empty(),
        ended ? Optional.of(begun + 5) : Optional.empty(),
        Optional.ofNullable(failure));
  }
}
