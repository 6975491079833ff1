package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * Where the state of one shard lies.
 *
 * @param shard number of the shard
 * @param object key of the object, relative to the job's root
 * @param offset position of the first byte in the object
 * @param length number of bytes
 * @param entries number of keys
 */
public record ShardRange(int shard, String object, long offset, long length, long entries) {
  public ShardRange {
    requireNonNull(object, "object is null");
    if (shard < 0 || offset < 0 || length < 0 || entries < 0) {
      throw new IllegalArgumentException(
          "negative number in the range of shard " + shard + " of " + object);
    }
  }
}
