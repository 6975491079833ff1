package dev.sluice.worker.driver.pages;

import dev.sluice.worker.driver.events.StreamingHistory;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.http.HttpAnswer;
import dev.sluice.worker.http.HttpRoutes;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a driver: {@code /} for the job, {@code /batch?time=MILLISECONDS} for a batch. They
 * link to each other by relative addresses, so that they work behind any prefix. Thread-safe.
 *
 * @see <a href="docs/adr/0080-pages-of-a-job.md">ADR 80</a>
 */
public final class DriverPages {
  private static final int OK = 200;

  private final Supplier<JobStatus> status;
  private final Supplier<StreamingHistory> history;
  private final Clock clock;

  /** Makes the pages of a job. */
  public DriverPages(Supplier<JobStatus> status, Supplier<StreamingHistory> history, Clock clock) {
    this.status = status;
    this.history = history;
    this.clock = clock;
  }

  /** {@return the routes and those of the pages} */
  public HttpRoutes addTo(HttpRoutes routes) {
    return routes
        .page("/", this::job)
        .page("/batch", this::batch)
        .open("/style.css", unused -> asset("style.css", "text/css"))
        .open("/refresh.js", unused -> asset("refresh.js", "text/javascript"));
  }

  private HttpAnswer job(Map<String, String> asked) {
    var page = number(asked.get("page")).filter(n -> n < Integer.MAX_VALUE).orElse(1L);
    return HttpAnswer.html(
        Templates.STREAMING.execute(
            StreamingView.of(status.get(), history.get(), page.intValue(), clock.millis())));
  }

  private HttpAnswer batch(Map<String, String> asked) {
    var now = history.get();
    return number(asked.get("time"))
        .flatMap(now::batch)
        .map(
            info ->
                HttpAnswer.html(
                    Templates.BATCH.execute(BatchView.of(status.get(), now, info, clock.millis()))))
        .orElseGet(
            () ->
                HttpAnswer.notFound(
                    "no such batch is kept; streaming.ui.retainedBatches says how many are"));
  }

  private static Optional<Long> number(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static HttpAnswer asset(String name, String type) {
    return new HttpAnswer(OK, type + "; charset=utf-8", Templates.text(name));
  }
}
