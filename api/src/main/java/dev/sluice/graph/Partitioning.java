package dev.sluice.graph;

import dev.sluice.Partitioner;
import java.util.Optional;

/**
 * Into what partitions a shuffle brings its records.
 *
 * @param count number of partitions; 0 for the default parallelism
 * @param partitioner the program's choice of the partition of a key; empty for the engine's
 */
public record Partitioning(int count, Optional<Partitioner> partitioner) {
  /** The default parallelism, with keys spread by the engine. */
  public static final Partitioning DEFAULT = new Partitioning(0, Optional.empty());

  private static final int MOST = 65_536;

  /** Checks the number. */
  public Partitioning {
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException(
          "numPartitions must be from 1 to 65536, or 0 for the default parallelism: " + count);
    }
  }

  /**
   * Keys spread by the engine.
   *
   * @param count number of partitions; 0 for the default parallelism
   * @return the partitioning
   */
  public static Partitioning of(int count) {
    return new Partitioning(count, Optional.empty());
  }

  /**
   * Keys where the program wants them.
   *
   * @param partitioner the program's choice
   * @return the partitioning
   */
  public static Partitioning of(Partitioner partitioner) {
    return new Partitioning(atLeastOne(partitioner.numPartitions()), Optional.of(partitioner));
  }

  private static int atLeastOne(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "numPartitions() of a partitioner must be from 1 to 65536: " + count);
    }
    return count;
  }
}
