package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.HeldInput;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Partitions kept for the driver's functions until their batch is committed, or for longer when
 * they are remembered. Thread-safe.
 */
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

  private record Held(List<Object> records, long keepBatches) {}

  private final ConcurrentSkipListMap<Key, Held> partitions = new ConcurrentSkipListMap<>();

  /**
   * Keeps a partition.
   *
   * @param keepBatches how many batches have to be committed after its own before it goes
   */
  void keep(
      long batch, String hold, int branch, int partition, List<Object> records, long keepBatches) {
    partitions.put(new Key(batch, hold, branch, partition), new Held(records, keepBatches));
  }

  List<Object> get(HeldInput input) {
    var held =
        partitions.get(
            new Key(input.getBatch(), input.getHold(), input.getBranch(), input.getPartition()));
    if (held == null) {
      throw new IllegalStateException(
          "partition %d of batch %d is not held here any more"
              .formatted(input.getPartition(), input.getBatch()));
    }
    return held.records;
  }

  /** Batches up to an index are committed: drops what is no longer needed of them. */
  void release(long batch) {
    partitions
        .headMap(new Key(batch + 1, "", 0, 0), false)
        .entrySet()
        .removeIf(entry -> entry.getKey().batch + entry.getValue().keepBatches <= batch);
  }

  /** Drops what is of batches after one. */
  void dropAfter(long batch) {
    partitions.tailMap(new Key(batch + 1, "", 0, 0), true).clear();
  }

  /** Drops all but what is remembered. */
  void clear() {
    partitions.values().removeIf(held -> held.keepBatches == 0);
  }
}
