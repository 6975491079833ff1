package dev.sluice.worker.driver.pages;

import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.status.JobStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is above every page: the job, and how it is. */
record JobHeader(
    String job, String state, String summary, @Nullable String failure, List<String> notices) {
  static JobHeader of(JobStatus status, StreamingHistory history, long nowMillis) {
    return new JobHeader(
        status.job(),
        status.state(),
        summary(status, history, nowMillis),
        status.failure(),
        notices(status));
  }

  private static String summary(JobStatus status, StreamingHistory history, long nowMillis) {
    var driver =
        "Driver %d, workers of generation %d.".formatted(status.epoch(), status.generation());
    return history
        .startedMillis()
        .map(
            started ->
                "A batch every %s, for %s since %s UTC: %s batches with %s records completed. %s"
                    .formatted(
                        Words.duration((double) history.intervalMillis()),
                        Words.age(nowMillis - started),
                        Words.time(started),
                        Words.count(history.completedBatches()),
                        Words.count(history.processedRecords()),
                        driver))
        .orElse("No batch has run yet. " + driver);
  }

  private static List<String> notices(JobStatus status) {
    var notices = new ArrayList<>(status.restore().notices());
    var failures = status.checkpoint().consecutiveFailures();
    if (failures > 0) {
      notices.add("The last %d checkpoints could not be written.".formatted(failures));
    }
    status
        .receivers()
        .lost()
        .forEach(
            (stream, lost) ->
                notices.add(
                    "Stream %d has lost %s blocks, with %s records in those whose content is known."
                        .formatted(
                            stream, Words.count(lost.blocks()), Words.count(lost.records()))));
    return notices;
  }
}
