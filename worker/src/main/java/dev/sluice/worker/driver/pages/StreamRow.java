package dev.sluice.worker.driver.pages;

import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.StreamInputInfo;
import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.status.JobStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An input stream, over the batches that are kept. */
record StreamRow(int number, String name, String rate, String records, String limit, String lost) {
  private static final double SECOND = 1_000;

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
    var records = batches.stream().mapToLong(info -> records(info, number)).sum();
    var millis = Math.max(1, batches.size() * history.intervalMillis());
    return new StreamRow(
        number,
        name,
        Words.rate(records * SECOND / millis),
        Words.count(records),
        Optional.ofNullable(status.receivers().rateLimits().get(number))
            .map(Words::rate)
            .orElse("none"),
        Optional.ofNullable(status.receivers().lost().get(number))
            .map(lost -> Words.count(lost.blocks()) + " blocks")
            .orElse("nothing"));
  }

  private static long records(BatchInfo info, int number) {
    return Optional.ofNullable(info.streamIdToInputInfo().get(number))
        .map(StreamInputInfo::numRecords)
        .orElse(0L);
  }
}
