package dev.sluice.worker.exchange;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which executor, and on it which lane, owns a partition; the same table for the stages of all
 * plans. Immutable.
 *
 * @param ownerOfPartition executor index by partition, repeated for higher partitions
 * @param self index of this executor
 * @param lanes number of lanes of this executor
 */
public record Owners(List<Integer> ownerOfPartition, int self, int lanes) {
  /** Copies the table. */
  public Owners {
    ownerOfPartition = List.copyOf(ownerOfPartition);
    if (ownerOfPartition.isEmpty() || lanes < 1) {
      throw new IllegalArgumentException(
          "a table needs owners and lanes: owners=%d, lanes=%d"
              .formatted(ownerOfPartition.size(), lanes));
    }
  }

  /** The executor that owns a partition. */
  public int executor(int partition) {
    return ownerOfPartition.get(partition % ownerOfPartition.size());
  }

  /** Whether this executor owns a partition. */
  public boolean isLocal(int partition) {
    return executor(partition) == self;
  }

  /** The lane of this executor that works on one of its partitions. */
  public int lane(int partition) {
    var size = ownerOfPartition.size();
    var mine = (int) IntStream.range(0, size).filter(this::isLocal).count();
    var before = (int) IntStream.range(0, partition % size).filter(this::isLocal).count();
    return (partition / size * mine + before) % lanes;
  }

  /** The partitions of this executor's lane, of a stage with a number of partitions. */
  public List<Integer> partitionsOf(int lane, int partitions) {
    return IntStream.range(0, partitions)
        .filter(partition -> isLocal(partition) && lane(partition) == lane)
        .boxed()
        .toList();
  }
}
