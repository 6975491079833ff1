package dev.sluice.bench.limit;

import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Tally;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A thread a source. */
final class Threads {
  private Threads() {}

  /** Starts them; a failure of one ends the run. */
  static void start(Report report, IntFunction<Runnable> work) {
    // Making the input leaves garbage between its objects; an engine's own collections compact it.
    System.gc();
    var runnables = IntStream.range(0, Tally.SOURCES).mapToObj(work).toList();
    for (var runnable : runnables) {
      var thread = new Thread(runnable, "source");
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(
          (failed, cause) -> report.finish(Optional.of(cause.toString())));
      thread.start();
    }
  }
}
