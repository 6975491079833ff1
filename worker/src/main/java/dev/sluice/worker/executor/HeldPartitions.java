package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.HeldInput;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Partitions kept for the driver's functions until their batch is committed. Thread-safe. */
final class HeldPartitions {
  private record Key(long batch, String hold, int branch, int partition)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      var order = Long.compare(batch, other.batch);
      order = order == 0 ? hold.compareTo(other.hold) : order;
      order = order == 0 ? Integer.compare(branch, other.branch) : order;
      return order == 0 ? Integer.compare(partition, other.partition) : order;
    }
  }

  private final ConcurrentSkipListMap<Key, List<Object>> partitions = new ConcurrentSkipListMap<>();

  void keep(long batch, String hold, int branch, int partition, List<Object> records) {
    partitions.put(new Key(batch, hold, branch, partition), records);
  }

  List<Object> get(HeldInput input) {
    var records =
        partitions.get(
            new Key(input.getBatch(), input.getHold(), input.getBranch(), input.getPartition()));
    if (records == null) {
      throw new IllegalStateException(
          "partition %d of batch %d is not held here any more"
              .formatted(input.getPartition(), input.getBatch()));
    }
    return records;
  }

  /** Drops what batches up to an index have. */
  void release(long batch) {
    partitions.headMap(new Key(batch + 1, "", 0, 0), false).clear();
  }

  void clear() {
    partitions.clear();
  }
}
