package dev.sluice.bench.flink;

import dev.sluice.bench.workload.Counter;
import dev.sluice.bench.workload.Feed;
import dev.sluice.bench.workload.Tally;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Emits a short run of records a poll. */
final class FeedReader<T> implements SourceReader<T, NoSplit> {
  private static final int RECORDS_A_POLL = 64;

  private final CompletableFuture<Void> never = new CompletableFuture<>();
  private final Counter emitted;
  private final Iterator<T> records;

  FeedReader(Feed<T> feed, int subtask) {
    emitted = Tally.emitted(subtask);
    records = feed.read(subtask, 0, Long.MAX_VALUE);
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) {
    if (Tally.isStopping()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    var number = Math.min(RECORDS_A_POLL, Tally.allowed() - emitted.get());
    for (var record = 0; record < number; record++) {
      output.collect(records.next());
    }
    emitted.add(Math.max(0, number));
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
