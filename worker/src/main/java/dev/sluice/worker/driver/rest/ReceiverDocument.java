package dev.sluice.worker.driver.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.ReceiverInfo;
import dev.sluice.worker.driver.events.StreamingHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver: Spark's {@code ReceiverInfo}. The rates are those of its stream, which shards share:
 * pairs of a batch's time and its records a second.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReceiverDocument(
    int streamId,
    String streamName,
    boolean isActive,
    @Nullable String executorId,
    @Nullable String executorHost,
    @Nullable Long lastErrorTime,
    @Nullable String lastErrorMessage,
    @Nullable String lastError,
    @Nullable Double avgEventRate,
    List<List<Number>> eventRates) {
  static ReceiverDocument of(ReceiverInfo info, StreamingHistory history) {
    var rates = history.batches().map(batch -> rate(batch, info.streamId(), history)).toList();
    var average = rates.stream().mapToDouble(pair -> pair.get(1).doubleValue()).average();
    return new ReceiverDocument(
        info.streamId(),
        info.name(),
        info.active(),
        text(info.executorId()),
        text(info.location()),
        info.lastErrorTime() < 0 ? null : info.lastErrorTime(),
        text(info.lastErrorMessage()),
        text(info.lastError()),
        average.isPresent() ? average.getAsDouble() : null,
        rates);
  }

  private static List<Number> rate(BatchInfo batch, int stream, StreamingHistory history) {
    return List.of(
        batch.batchTime().milliseconds(),
        history.perSecond(StreamingHistory.records(batch, stream)));
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }
}
