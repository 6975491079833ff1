package dev.sluice.worker.driver.status;

import dev.sluice.worker.driver.batch.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How long the last batches took. Owned by the event loop. */
final class BatchFigures {
  private static final long SPAN_MILLIS = 10_000;
  private static final int MOST = 64;

  private record Figures(long end, long processing, long output, long delay) {}

  private final Deque<Figures> batches = new ArrayDeque<>();

  /** Takes in a committed batch; batches may overlap, their times here do not. */
  void committed(Batch batch, long nowMillis) {
    var before = batches.isEmpty() ? Long.MIN_VALUE : batches.getLast().end();
    batches.add(
        new Figures(
            nowMillis,
            Math.max(0, nowMillis - Math.max(before, batch.startedMillis())),
            Math.max(0, nowMillis - Math.max(before, batch.finishedMillis())),
            Math.max(0, batch.startedMillis() - batch.timeMillis())));
    while (batches.size() > MOST
        || (batches.size() > 1 && batches.getFirst().end() < nowMillis - SPAN_MILLIS)) {
      batches.removeFirst();
    }
  }

  @Nullable Double processing() {
    return mean(Figures::processing);
  }

  @Nullable Double output() {
    return mean(Figures::output);
  }

  @Nullable Double delay() {
    return mean(Figures::delay);
  }

  private @Nullable Double mean(ToLongFunction<Figures> figure) {
    return batches.isEmpty()
        ? null
        : Double.valueOf(batches.stream().mapToLong(figure).average().orElseThrow());
  }
}
