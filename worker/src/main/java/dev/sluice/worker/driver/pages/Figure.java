package dev.sluice.worker.driver.pages;

import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.status.JobStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A figure of now. */
record Figure(String name, String value) {
  static List<Figure> of(JobStatus status, StreamingHistory history, long nowMillis) {
    var load = status.load();
    return List.of(
        new Figure("Taken in", known(load.accepted()).map(Words::rate).orElse(Words.UNKNOWN)),
        new Figure(
            "Share of the interval",
            known(load.processingMillis())
                .filter(unused -> load.intervalMillis() > 0)
                .map(millis -> Words.share(millis / load.intervalMillis()))
                .orElse(Words.UNKNOWN)),
        new Figure("Batches that wait", Words.count(history.waiting().size())),
        new Figure("Records that wait", Words.count(load.lagRecords())),
        new Figure("Entries of state", Words.count(status.progress().stateEntries())),
        new Figure("Last checkpoint", checkpoint(status, nowMillis)));
  }

  private static String checkpoint(JobStatus status, long nowMillis) {
    var last = status.checkpoint().lastCompleted();
    return last == null
        ? "none"
        : "%s ago, batch %s"
            .formatted(Words.age(nowMillis - last.timeMillis()), Words.count(last.batchIndex()));
  }

  private static Optional<Double> known(@Nullable Double value) {
    return Optional.ofNullable(value);
  }
}
