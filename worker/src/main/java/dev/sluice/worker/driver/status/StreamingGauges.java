package dev.sluice.worker.driver.status;

import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.worker.driver.events.StreamingStatistics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The gauges that Spark Streaming has, by its names; -1 stands for what is not known yet. */
final class StreamingGauges {
  private static final double UNKNOWN = -1;

  private final MeterRegistry registry;
  private final StreamingStatistics statistics;

  private StreamingGauges(MeterRegistry registry, StreamingStatistics statistics) {
    this.registry = registry;
    this.statistics = statistics;
  }

  static void register(
      MeterRegistry registry, Supplier<JobStatus> status, StreamingStatistics statistics) {
    Gauge.builder("streaming.receivers", status, s -> s.get().receivers().registered())
        .description("Receiver workers that are connected")
        .register(registry);
    new StreamingGauges(registry, statistics).registerAll();
  }

  private void registerAll() {
    count("totalCompletedBatches", StreamingStatistics::totalCompletedBatches);
    count("totalReceivedRecords", StreamingStatistics::totalReceivedRecords);
    count("totalProcessedRecords", StreamingStatistics::totalProcessedRecords);
    count("unprocessedBatches", s -> s.waitingBatches() + s.runningBatches());
    count("waitingBatches", StreamingStatistics::waitingBatches);
    count("runningBatches", StreamingStatistics::runningBatches);
    count("retainedCompletedBatches", StreamingStatistics::retainedCompletedBatches);
    completed("submissionTime", info -> Optional.of(info.submissionTime()));
    completed("processingStartTime", BatchInfo::processingStartTime);
    completed("processingEndTime", BatchInfo::processingEndTime);
    completed("processingDelay", BatchInfo::processingDelay);
    completed("schedulingDelay", BatchInfo::schedulingDelay);
    completed("totalDelay", BatchInfo::totalDelay);
    received("submissionTime", info -> Optional.of(info.submissionTime()));
    received("processingStartTime", BatchInfo::processingStartTime);
    received("processingEndTime", BatchInfo::processingEndTime);
    received("records", info -> Optional.of(info.numRecords()));
  }

  private void count(String name, ToDoubleFunction<StreamingStatistics> value) {
    Gauge.builder("streaming." + name, statistics, value)
        .description("Spark Streaming's gauge of this name")
        .register(registry);
  }

  private void completed(String name, Function<BatchInfo, Optional<Long>> value) {
    count("lastCompletedBatch_" + name, s -> valueOf(s.lastCompletedBatch(), value));
  }

  private void received(String name, Function<BatchInfo, Optional<Long>> value) {
    count("lastReceivedBatch_" + name, s -> valueOf(s.lastReceivedBatch(), value));
  }

  private static double valueOf(
      Optional<BatchInfo> info, Function<BatchInfo, Optional<Long>> value) {
    return info.flatMap(value).map(Long::doubleValue).orElse(UNKNOWN);
  }
}
