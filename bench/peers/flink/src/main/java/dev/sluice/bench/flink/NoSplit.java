package dev.sluice.bench.flink;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** The source has no splits; this is what Flink's interfaces want all the same. */
record NoSplit() implements SourceSplit {
  @Override
  public String splitId() {
    return "none";
  }

  /** Writes nothing and reads one value. */
  record Nothing<T>(T value) implements SimpleVersionedSerializer<T> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(T object) {
      return new byte[0];
    }

    @Override
    public T deserialize(int version, byte[] serialized) {
      return value;
    }
  }

  /** Gives no split to anybody. */
  static final class Enumerator implements SplitEnumerator<NoSplit, String> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public String snapshotState(long checkpoint) {
      return "";
    }

    @Override
    public void close() {}
  }
}
