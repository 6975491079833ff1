package dev.sluice.worker.driver.status;

import dev.sluice.worker.driver.events.StreamingStatistics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The metrics of a job, read from its status when they are asked for. Thread-safe. */
public final class JobMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Supplier<JobStatus> status;
  private final MultiGauge rateLimits;
  private final MultiGauge lostRecords;
  private final MultiGauge lostBlocks;

  /** Makes the metrics of a job. */
  public JobMetrics(Supplier<JobStatus> status, StreamingStatistics statistics) {
    this.status = status;
    StreamingGauges.register(registry, status, statistics);
    rateLimits =
        MultiGauge.builder("sluice.receiver.rate.limit")
            .description("Records a second that back pressure lets a stream take in")
            .register(registry);
    lostRecords =
        MultiGauge.builder("sluice.receiver.lost.records")
            .description("Received records that are lost since this driver began")
            .register(registry);
    lostBlocks =
        MultiGauge.builder("sluice.receiver.lost.blocks")
            .description("Received blocks that are lost since this driver began")
            .register(registry);
    gauge("sluice.epoch", "Epoch of the driver", JobStatus::epoch);
    gauge(
        "sluice.batch.committed.index",
        "Index of the last committed batch",
        s -> s.progress().batchIndex());
    gauge(
        "sluice.records.total",
        "Records of all committed batches of this driver",
        s -> s.progress().totalRecords());
    gauge(
        "sluice.batch.processing.seconds",
        "Processing time of the last committed batch",
        s -> s.progress().processingMillis() / 1000.0);
    gauge(
        "sluice.batch.scheduling.delay.seconds",
        "Time that the last committed batch waited before it started",
        s -> s.progress().schedulingDelayMillis() / 1000.0);
    gauge(
        "sluice.batches.waiting", "Batches not yet committed", s -> s.progress().waitingBatches());
    gauge("sluice.state.entries", "Entries of state", s -> s.progress().stateEntries());
    gauge("sluice.executors", "Executors that are connected", s -> s.executors().registered());
    gauge(
        "sluice.receivers", "Receiver workers that are connected", s -> s.receivers().registered());
    gauge(
        "sluice.checkpoint.consecutive.failures",
        "Checkpoints that failed since the last complete one",
        s -> s.checkpoint().consecutiveFailures());
  }

  /** All metrics in Prometheus' text format. */
  public String scrape() {
    rateLimits.register(
        status.get().receivers().rateLimits().entrySet().stream()
            .map(limit -> row(limit.getKey(), limit.getValue()))
            .toList(),
        true);
    var lost = status.get().receivers().lost();
    lostRecords.register(
        lost.entrySet().stream()
            .map(of -> row(of.getKey(), (double) of.getValue().records()))
            .toList(),
        true);
    lostBlocks.register(
        lost.entrySet().stream()
            .map(of -> row(of.getKey(), (double) of.getValue().blocks()))
            .toList(),
        true);
    return registry.scrape();
  }

  private static MultiGauge.Row<?> row(int stream, double value) {
    return MultiGauge.Row.of(Tags.of("stream", Integer.toString(stream)), value);
  }

  private void gauge(String name, String description, ToDoubleFunction<JobStatus> value) {
    Gauge.builder(name, status, s -> value.applyAsDouble(s.get()))
        .description(description)
        .register(registry);
  }
}
