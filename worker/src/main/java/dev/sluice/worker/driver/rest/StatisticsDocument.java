package dev.sluice.worker.driver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.streaming.scheduler.ReceiverInfo;
import dev.sluice.worker.driver.events.BatchAverages;
import dev.sluice.worker.driver.events.StreamingHistory;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Figures of a job: Spark's {@code StreamingStatistics}, with times in milliseconds since 1970. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatisticsDocument(
    @Nullable Long startTime,
    long batchDuration,
    int numReceivers,
    long numActiveReceivers,
    long numInactiveReceivers,
    long numTotalCompletedBatches,
    int numRetainedCompletedBatches,
    int numActiveBatches,
    long numProcessedRecords,
    long numReceivedRecords,
    @Nullable Double avgInputRate,
    @Nullable Double avgSchedulingDelay,
    @Nullable Double avgProcessingTime,
    @Nullable Double avgTotalDelay) {
  static StatisticsDocument of(StreamingHistory history) {
    var averages = BatchAverages.of(history);
    var receivers = history.receivers().size();
    var active = history.receivers().stream().filter(ReceiverInfo::active).count();
    return new StatisticsDocument(
        history.startedMillis().orElse(null),
        history.intervalMillis(),
        receivers,
        active,
        receivers - active,
        history.completedBatches(),
        history.completed().size(),
        history.waiting().size() + history.running().size(),
        history.processedRecords(),
        history.receivedRecords(),
        value(averages.inputRate()),
        value(averages.schedulingDelay()),
        value(averages.processingTime()),
        value(averages.totalDelay()));
  }

  private static @Nullable Double value(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
