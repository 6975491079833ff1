package dev.sluice.worker.driver.events;

import dev.sluice.streaming.scheduler.BatchInfo;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Means over the batches that are kept, as Spark's Streaming page has them; each is empty while
 * there is no batch that it could be of.
 *
 * @param inputRate records a second
 * @param schedulingDelay in milliseconds, of completed batches, like the following
 * @param processingTime in milliseconds
 * @param totalDelay in milliseconds
 */
public record BatchAverages(
    OptionalDouble inputRate,
    OptionalDouble schedulingDelay,
    OptionalDouble processingTime,
    OptionalDouble totalDelay) {
  /** {@return the means of a history} */
  public static BatchAverages of(StreamingHistory history) {
    return new BatchAverages(
        history.batches().mapToDouble(info -> history.perSecond(info.numRecords())).average(),
        mean(history.completed(), BatchInfo::schedulingDelay),
        mean(history.completed(), BatchInfo::processingDelay),
        mean(history.completed(), BatchInfo::totalDelay));
  }

  private static OptionalDouble mean(
      Collection<BatchInfo> batches, Function<BatchInfo, Optional<Long>> value) {
    return batches.stream()
        .map(value)
        .flatMap(Optional::stream)
        .mapToLong(Long::longValue)
        .average();
  }
}
