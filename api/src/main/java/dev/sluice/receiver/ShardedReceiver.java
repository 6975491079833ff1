package dev.sluice.receiver;

import dev.sluice.StorageLevel;

/**
 * A receiver that runs as several, its shards, on as many receiver workers as there are. {@code
 * receiverStream} makes one stream of all of them.
 *
 * <p>Every shard is a copy of the object that the program made, with an index of its own; their
 * number never changes while the job lives. A source that can be split gives the shard its part by
 * {@link #shardIndex} and {@link #shardCount}, for instance the partitions whose number modulo the
 * count is the index. Each shard stores blocks, has a {@link #lastPosition} and is started again by
 * itself, so a shard that moves to another worker loses and doubles nothing if the source can be
 * read again from a position.
 *
 * <p>Shards are spread evenly over the receiver workers: those of a worker that leaves start on the
 * others, and a worker that joins takes some over. Shards that are bound to their worker, because
 * all listen on one port, say so by {@link #onePerWorker}: then each worker has one at most, and
 * those without a worker wait for one.
 *
 * @param <T> type of the records
 */
public abstract class ShardedReceiver<T> extends Receiver<T> implements Cloneable {
  private static final long serialVersionUID = 1L;

  private final int shardCount;
  private int shardIndex;

  /**
   * Creates a receiver of several shards.
   *
   * @param storageLevel where blocks are kept
   * @param shardCount number of shards, from 1 to 1000; more than there will ever be receiver
   *     workers is useless for shards that are one per worker, and a good choice for others
   */
  protected ShardedReceiver(StorageLevel storageLevel, int shardCount) {
    super(storageLevel);
    if (shardCount < 1 || shardCount > 1_000) {
      throw new IllegalArgumentException("shardCount is between 1 and 1000: " + shardCount);
    }
    this.shardCount = shardCount;
  }

  /** {@return which shard this is, from 0} */
  public final int shardIndex() {
    return shardIndex;
  }

  /** {@return how many shards there are} */
  public final int shardCount() {
    return shardCount;
  }

  /** {@return whether a worker can have one shard only} */
  public boolean onePerWorker() {
    return false;
  }

  /**
   * Gives a shard; called by the engine for each, on the driver.
   *
   * @param index which shard, from 0
   * @return a copy of this receiver that is the shard
   */
  @SuppressWarnings("unchecked") // a clone has the type of its original
  public final ShardedReceiver<T> shard(int index) {
    if (index < 0 || index >= shardCount) {
      throw new IllegalArgumentException(
          "shard %d of %d does not exist".formatted(index, shardCount));
    }
    try {
      var copy = (ShardedReceiver<T>) clone();
      copy.setShardIndex(index);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a sharded receiver can always be copied", e);
    }
  }

  private void setShardIndex(int index) {
    shardIndex = index;
  }
}
