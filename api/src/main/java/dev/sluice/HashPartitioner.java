package dev.sluice;

/**
 * Partitions by the remainder of the key's hash code, as Spark's class of the same name does.
 * Immutable.
 *
 * <p>A plain number of partitions instead of this one lets the engine spread the keys, which mixes
 * the bits of poor hash codes first and saves an exchange between operations on the same keys.
 */
public final class HashPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int partitions;

  /**
   * Creates a partitioner.
   *
   * @param partitions number of partitions, from 1 to 65536
   */
  public HashPartitioner(int partitions) {
    if (partitions < 1 || partitions > 65_536) {
      throw new IllegalArgumentException(
          "the number of partitions must be from 1 to 65536: " + partitions);
    }
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return Math.floorMod(key.hashCode(), partitions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashPartitioner hash && hash.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }

  @Override
  public String toString() {
    return "HashPartitioner(" + partitions + ")";
  }
}
