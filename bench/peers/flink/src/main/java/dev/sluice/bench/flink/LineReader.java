package dev.sluice.bench.flink;

import dev.sluice.bench.common.Counter;
import dev.sluice.bench.common.LineCycle;
import dev.sluice.bench.common.Tally;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Emits a short run of lines a poll. */
final class LineReader implements SourceReader<String, NoSplit> {
  private static final int LINES_A_POLL = 64;

  private final CompletableFuture<Void> never = new CompletableFuture<>();
  private final Counter emitted;
  private final LineCycle lines;

  LineReader(int subtask) {
    emitted = Tally.emitted(subtask);
    lines = new LineCycle(subtask, 0, Long.MAX_VALUE);
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<String> output) {
    if (Tally.isStopping()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    for (var line = 0; line < LINES_A_POLL; line++) {
      output.collect(lines.next());
    }
    emitted.add(LINES_A_POLL);
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public List<NoSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return Tally.isStopping() ? never : CompletableFuture.completedFuture(null);
  }

  @Override
  public void addSplits(List<NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
