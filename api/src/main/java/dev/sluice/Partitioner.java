package dev.sluice;

import java.io.Serializable;

/**
 * Says which partition of a shuffle a key belongs to. Shipped to the executors, where each task
 * thread has a copy of its own, so it must be {@link Serializable}; it is never called by two
 * threads at once.
 *
 * <p>Equal keys must get the same partition, in every JVM and at every call; else the values of a
 * key would not meet. Transformations with a state use only the number of partitions: where the
 * state of a key lives is fixed by the engine.
 */
public abstract class Partitioner implements Serializable {
  private static final long serialVersionUID = 1L;

  /** For subclasses. */
  protected Partitioner() {}

  /** {@return the number of partitions, from 1 to 65536; the same at every call} */
  public abstract int numPartitions();

  /**
   * Finds the partition of a key.
   *
   * @param key the key, never null
   * @return from 0 to {@code numPartitions() - 1}; anything else fails the batch
   */
  public abstract int getPartition(Object key);
}
