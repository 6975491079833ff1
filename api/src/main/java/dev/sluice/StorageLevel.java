package dev.sluice;

import java.io.Serializable;

/**
 * Where the blocks of a stream are kept, and on how many workers.
 *
 * @param useDisk whether blocks may go to disk
 * @param useMemory whether blocks are kept in memory
 * @param serialized whether they are kept as bytes
 * @param replication on how many workers, 1 or 2
 * @param logged whether the blocks of a receiver are in the write-ahead log before {@code store}
 *     returns, whatever the configuration says; has no effect on a stream that is persisted
 */
public record StorageLevel(
    boolean useDisk, boolean useMemory, boolean serialized, int replication, boolean logged)
    implements Serializable {
  /** In memory, as objects, on one worker. */
  public static final StorageLevel MEMORY_ONLY = new StorageLevel(false, true, false, 1);

  /** In memory, as bytes, on one worker. */
  public static final StorageLevel MEMORY_ONLY_SER = new StorageLevel(false, true, true, 1);

  /** In memory, as bytes, on two workers. */
  public static final StorageLevel MEMORY_ONLY_SER_2 = new StorageLevel(false, true, true, 2);

  /** In memory and then on disk, as bytes, on two workers; the default of receivers. */
  public static final StorageLevel MEMORY_AND_DISK_SER_2 = new StorageLevel(true, true, true, 2);

  /** Nowhere. */
  public static final StorageLevel NONE = new StorageLevel(false, false, false, 1);

  /** On disk, as bytes, on one worker. */
  public static final StorageLevel DISK_ONLY = new StorageLevel(true, false, true, 1);

  /** On disk, as bytes, on two workers. */
  public static final StorageLevel DISK_ONLY_2 = new StorageLevel(true, false, true, 2);

  /** In memory, as objects, on two workers. */
  public static final StorageLevel MEMORY_ONLY_2 = new StorageLevel(false, true, false, 2);

  /** In memory and then on disk, as objects, on one worker. */
  public static final StorageLevel MEMORY_AND_DISK = new StorageLevel(true, true, false, 1);

  /** In memory and then on disk, as objects, on two workers. */
  public static final StorageLevel MEMORY_AND_DISK_2 = new StorageLevel(true, true, false, 2);

  /** In memory and then on disk, as bytes, on one worker. */
  public static final StorageLevel MEMORY_AND_DISK_SER = new StorageLevel(true, true, true, 1);

  /**
   * In memory, as bytes, on one worker, and in the write-ahead log of the job's checkpoint location
   * before {@code store} returns: nothing is lost that a receiver acknowledges after it, even if
   * all processes die at once.
   */
  public static final StorageLevel MEMORY_ONLY_SER_LOGGED =
      new StorageLevel(false, true, true, 1, true);

  /** A level without a write-ahead log of its own. */
  public StorageLevel(boolean useDisk, boolean useMemory, boolean serialized, int replication) {
    this(useDisk, useMemory, serialized, replication, false);
  }

  /** Checks the replication. */
  public StorageLevel {
    if (replication < 1 || replication > 2) {
      throw new IllegalArgumentException("replication must be 1 or 2: " + replication);
    }
  }
}
