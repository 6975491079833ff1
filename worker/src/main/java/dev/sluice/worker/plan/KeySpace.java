package dev.sluice.worker.plan;

/**
 * Where keys live: hash to shard to partition. Fixed for ever, since state on disk depends on it.
 */
public final class KeySpace {
  private KeySpace() {}

  /**
   * The shard of a key.
   *
   * @param key the key; its hash code must be the same in every JVM
   * @param shards a power of two
   * @return from 0 to shards - 1
   */
  public static int shard(Object key, int shards) {
    return mix(key.hashCode()) & (shards - 1);
  }

  /**
   * The partition of a shard: shards of a partition are neighbours.
   *
   * @param shard the shard
   * @param shards number of shards
   * @param partitions number of partitions, at most the shards
   * @return from 0 to partitions - 1
   */
  public static int partition(int shard, int shards, int partitions) {
    return (int) ((long) shard * partitions / shards);
  }

  /**
   * The partition of a key in a shuffle: that of its shard, or straight by its hash code when there
   * are more partitions than shards.
   *
   * @param key the key
   * @param shards number of shards, a power of two
   * @param partitions number of partitions, any
   * @return from 0 to partitions - 1
   */
  public static int partitionOf(Object key, int shards, int partitions) {
    if (partitions <= shards) {
      return partition(shard(key, shards), shards, partitions);
    }
    return (int) (((mix(key.hashCode()) & 0xFFFF_FFFFL) * partitions) >>> Integer.SIZE);
  }

  /** MurmurHash3's finalizer: every bit of the hash code reaches the low bits. */
  private static int mix(int hash) {
    var h = hash;
    h ^= h >>> 16;
    h *= 0x85ebca6b;
    h ^= h >>> 13;
    h *= 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
