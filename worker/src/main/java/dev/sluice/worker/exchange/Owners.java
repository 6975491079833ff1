package dev.sluice.worker.exchange;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which executor, and on it which lane, owns a partition; the same table for the stages of all
 * plans. Immutable; every look-up is a few array accesses, since each record does one.
 */
public final class Owners {
  private final int[] ownerOfPartition;
  private final int[] localRank;
  private final int self;
  private final int lanes;
  private final int localPartitions;

  /**
   * Makes a table.
   *
   * @param ownerOfPartition executor index by partition, repeated for higher partitions
   * @param self index of this executor
   * @param lanes number of lanes of this executor
   */
  public Owners(List<Integer> ownerOfPartition, int self, int lanes) {
    if (ownerOfPartition.isEmpty() || lanes < 1) {
      throw new IllegalArgumentException(
          "a table needs owners and lanes: owners=%d, lanes=%d"
              .formatted(ownerOfPartition.size(), lanes));
    }
    this.ownerOfPartition = ownerOfPartition.stream().mapToInt(Integer::intValue).toArray();
    this.localRank = new int[this.ownerOfPartition.length];
    this.self = self;
    this.lanes = lanes;
    var rank = 0;
    for (var partition = 0; partition < localRank.length; partition++) {
      localRank[partition] = rank;
      if (this.ownerOfPartition[partition] == self) {
        rank++;
      }
    }
    this.localPartitions = rank;
  }

  /** Index of this executor. */
  public int self() {
    return self;
  }

  /** The executor that owns a partition. */
  public int executor(int partition) {
    return ownerOfPartition[partition % ownerOfPartition.length];
  }

  /** The place of a partition in the table. */
  public int place(int partition) {
    return partition % ownerOfPartition.length;
  }

  /** Whether this executor owns a partition. */
  public boolean isLocal(int partition) {
    return executor(partition) == self;
  }

  /** The lane of this executor that works on one of its partitions. */
  public int lane(int partition) {
    var round = partition / ownerOfPartition.length;
    return (round * localPartitions + localRank[partition % localRank.length]) % lanes;
  }

  /** The partitions of one of this executor's lanes, of a stage with a number of partitions. */
  public List<Integer> partitionsOf(int lane, int partitions) {
    return IntStream.range(0, partitions)
        .filter(partition -> isLocal(partition) && lane(partition) == lane)
        .boxed()
        .toList();
  }
}
