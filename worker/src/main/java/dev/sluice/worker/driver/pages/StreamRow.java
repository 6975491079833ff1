package dev.sluice.worker.driver.pages;

import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.status.JobStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An input stream, over the batches that are kept. */
record StreamRow(int number, String name, String rate, String records, String limit, String lost) {
  static List<StreamRow> of(JobStatus status, StreamingHistory history) {
    var batches = history.batches().toList();
    return history.streams().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(stream -> row(stream.getKey(), stream.getValue(), batches, status, history))
        .toList();
  }

  private static StreamRow row(
      int number,
      String name,
      List<BatchInfo> batches,
      JobStatus status,
      StreamingHistory history) {
    var records = batches.stream().mapToLong(info -> StreamingHistory.records(info, number)).sum();
    return new StreamRow(
        number,
        name,
        Words.rate(history.perSecond(records) / Math.max(1, batches.size())),
        Words.count(records),
        Optional.ofNullable(status.receivers().rateLimits().get(number))
            .map(Words::rate)
            .orElse("none"),
        Optional.ofNullable(status.receivers().lost().get(number))
            .map(lost -> Words.count(lost.blocks()) + " blocks")
            .orElse("nothing"));
  }
}
