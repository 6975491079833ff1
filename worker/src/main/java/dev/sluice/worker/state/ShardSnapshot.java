package dev.sluice.worker.state;

/**
 * The encoded state of a shard at one moment.
 *
 * @param shard number of the shard
 * @param version of the shard's content
 * @param entries number of keys
 * @param bytes all entries, in the format at rest; owned by whoever gets the snapshot
 */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
public record ShardSnapshot(int shard, long version, int entries, byte[] bytes) {}
