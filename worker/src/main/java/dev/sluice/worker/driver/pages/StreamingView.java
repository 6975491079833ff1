package dev.sluice.worker.driver.pages;

import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.status.JobStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on the page of a job. Batches come newest first, the completed ones by pages.
 *
 * @param newer number of the page with newer batches; null if there is none
 * @param older number of the page with older batches; null if there is none
 */
record StreamingView(
    JobHeader header,
    List<Figure> figures,
    List<Timeline> timelines,
    List<StreamRow> streams,
    List<ReceiverRow> receivers,
    List<WorkerRow> workers,
    List<BatchRow> active,
    List<BatchRow> completed,
    String retained,
    @Nullable Integer newer,
    @Nullable Integer older) {
  static final int BATCHES_A_PAGE = 100;

  /**
   * Collects what is on the page.
   *
   * @param page which completed batches, from 1
   */
  static StreamingView of(JobStatus status, StreamingHistory history, int page, long nowMillis) {
    var completed = newestFirst(history.completed());
    var pages = Math.max(1, (completed.size() + BATCHES_A_PAGE - 1) / BATCHES_A_PAGE);
    var shown = Math.max(1, Math.min(page, pages));
    var active = new ArrayList<>(history.running());
    active.addAll(history.waiting());
    return new StreamingView(
        JobHeader.of(status, history, nowMillis),
        Figure.of(status, history, nowMillis),
        Timelines.of(history),
        StreamRow.of(status, history),
        history.receivers().stream().map(ReceiverRow::of).toList(),
        WorkerRow.of(status),
        rows(newestFirst(active)),
        rows(
            completed.subList(
                (shown - 1) * BATCHES_A_PAGE, Math.min(completed.size(), shown * BATCHES_A_PAGE))),
        "%s of %s"
            .formatted(Words.count(completed.size()), Words.count(history.completedBatches())),
        shown > 1 ? shown - 1 : null,
        shown < pages ? shown + 1 : null);
  }

  private static List<BatchInfo> newestFirst(List<BatchInfo> batches) {
    var reversed = new ArrayList<>(batches);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<BatchRow> rows(List<BatchInfo> batches) {
    return batches.stream().map(BatchRow::of).toList();
  }
}
