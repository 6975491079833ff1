package dev.sluice.graph;

import dev.sluice.Partitioner;
import java.util.Optional;

/**
 * Brings records that have an order into partitions that follow each other in it, as many as the
 * engine has by default. A key is a number from 0 up to 1, the share of all records that come
 * before; or, while nobody knows how many there are, a place: the side of a union in the upper half
 * of a {@code Long}, and the number of the partition there in the lower one.
 */
public final class OrderedPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int sides;
  private final int partitions;

  private OrderedPartitioner(int sides, int partitions) {
    this.sides = sides;
    this.partitions = partitions;
  }

  /** That of keys which are numbers from 0 up to 1, for a number of partitions to come. */
  static OrderedPartitioner ofShares() {
    return new OrderedPartitioner(1, 0);
  }

  /**
   * The partitioning of records that were in the partitions of some sides.
   *
   * @param sides how many sides there are; 1 for keys that are numbers from 0 up to 1
   */
  static Partitioning of(int sides) {
    return new Partitioning(0, Optional.of(new OrderedPartitioner(sides, 0)));
  }

  /**
   * Makes it one for a number of partitions.
   *
   * @param count the number
   * @return the partitioner
   */
  public OrderedPartitioner into(int count) {
    return new OrderedPartitioner(sides, count);
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    if (key instanceof Double share) {
      return Math.min(partitions - 1, (int) (share * partitions));
    }
    long place = (Long) key;
    var first = (place >>> Integer.SIZE) * partitions / sides;
    var ofSide = Math.max(1, partitions / sides);
    return (int) (first + Math.min(place & 0xFFFF_FFFFL, ofSide - 1L));
  }
}
