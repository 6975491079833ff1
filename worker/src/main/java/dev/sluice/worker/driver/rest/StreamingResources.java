package dev.sluice.worker.driver.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.rest.BatchDocument.Status;
import dev.sluice.worker.http.HttpAnswer;
import dev.sluice.worker.http.HttpRoutes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The part of the REST API that Spark has below {@code /api/v1/applications/ID/streaming}, here
 * below {@code /api/v1/streaming}: the same paths, names and units, but for times, which are in
 * milliseconds since 1970. Thread-safe.
 */
public final class StreamingResources {
  private static final String ROOT = "/api/v1/streaming/";

  private final Supplier<StreamingHistory> history;

  /** Makes the resources of a job. */
  public StreamingResources(Supplier<StreamingHistory> history) {
    this.history = history;
  }

  /** {@return the routes and those of these resources} */
  public HttpRoutes addTo(HttpRoutes routes) {
    return routes
        .api(ROOT + "statistics", unused -> json(StatisticsDocument.of(history.get())))
        .api(ROOT + "receivers", unused -> json(receivers(history.get())))
        .api(ROOT + "receivers/{stream}", this::receiver)
        .api(ROOT + "batches", this::batches)
        .api(
            ROOT + "batches/{time}",
            asked -> batch(asked, info -> BatchDocument.of(info, history.get().intervalMillis())))
        .api(
            ROOT + "batches/{time}/operations",
            asked -> batch(asked, StreamingResources::operations))
        .api(ROOT + "batches/{time}/operations/{operation}", this::operation);
  }

  private static List<ReceiverDocument> receivers(StreamingHistory history) {
    return history.receivers().stream().map(info -> ReceiverDocument.of(info, history)).toList();
  }

  private HttpAnswer receiver(Map<String, String> asked) {
    var wanted = number(asked, "stream");
    return receivers(history.get()).stream()
        .filter(each -> wanted.equals(Optional.of((long) each.streamId())))
        .findFirst()
        .map(StreamingResources::json)
        .orElseGet(() -> HttpAnswer.notFound("no receiver has the stream " + asked.get("stream")));
  }

  /** The newest batch comes first. */
  private HttpAnswer batches(Map<String, String> asked) {
    var status =
        Optional.ofNullable(asked.get("status")).map(name -> name.toUpperCase(Locale.ROOT));
    var known = Arrays.stream(Status.values()).map(Enum::name).toList();
    if (status.isPresent() && !known.contains(status.get())) {
      return HttpAnswer.notFound("status is one of " + known);
    }
    var now = history.get();
    var documents =
        now.batches()
            .map(info -> BatchDocument.of(info, now.intervalMillis()))
            .filter(each -> status.isEmpty() || status.get().equals(each.status().name()))
            .sorted((left, right) -> Long.compare(right.batchTime(), left.batchTime()))
            .toList();
    return json(documents);
  }

  private HttpAnswer batch(Map<String, String> asked, Function<BatchInfo, Object> document) {
    return number(asked, "time")
        .flatMap(time -> history.get().batch(time))
        .map(info -> json(document.apply(info)))
        .orElseGet(
            () ->
                HttpAnswer.notFound(
                    "no batch of the time "
                        + asked.get("time")
                        + " is kept; streaming.ui.retainedBatches says how many are"));
  }

  private static List<OperationDocument> operations(BatchInfo info) {
    return info.outputOperationInfos().values().stream()
        .map(OperationDocument::of)
        .sorted((left, right) -> Integer.compare(left.outputOpId(), right.outputOpId()))
        .toList();
  }

  private HttpAnswer operation(Map<String, String> asked) {
    return number(asked, "time")
        .flatMap(time -> history.get().batch(time))
        .flatMap(
            info ->
                operations(info).stream()
                    .filter(
                        each ->
                            number(asked, "operation")
                                .equals(Optional.of((long) each.outputOpId())))
                    .findFirst())
        .map(StreamingResources::json)
        .orElseGet(() -> HttpAnswer.notFound("there is no such output operation"));
  }

  private static Optional<Long> number(Map<String, String> asked, String name) {
    try {
      return Optional.of(Long.valueOf(asked.getOrDefault(name, "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static HttpAnswer json(Object document) {
    try {
      return HttpAnswer.json(Json.MAPPER.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + document, e);
    }
  }

  /** Loaded with the first question, since a start has no time to lose. */
  private static final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
  }
}
