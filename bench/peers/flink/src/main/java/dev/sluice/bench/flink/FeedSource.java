package dev.sluice.bench.flink;

import dev.sluice.bench.workload.Feed;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** A source without splits: each reader makes the records of its own subtask. */
final class FeedSource<T> implements Source<T, NoSplit, String> {
  private final Feed<T> feed;

  FeedSource(Feed<T> feed) {
    this.feed = feed;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<NoSplit, String> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SplitEnumerator<NoSplit, String> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, @Nullable String checkpoint) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Nothing<>(new NoSplit());
  }

  @Override
  public SimpleVersionedSerializer<String> getEnumeratorCheckpointSerializer() {
    return new NoSplit.Nothing<>("");
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    return new FeedReader<>(feed, context.getIndexOfSubtask());
  }
}
