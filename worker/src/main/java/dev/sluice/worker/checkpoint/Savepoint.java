package dev.sluice.worker.checkpoint;

/**
 * A checkpoint that stays until someone deletes it, with copies of all that it refers to.
 *
 * @param path where it is, relative to the job's root, as {@code spec.restore.path} takes it
 * @param checkpoint number of the checkpoint that it is a copy of
 * @param batchIndex last batch whose effect it holds
 * @param bytes size of the state in it
 */
public record Savepoint(String path, long checkpoint, long batchIndex, long bytes) {
  static Savepoint of(String root, Manifest manifest) {
    long bytes =
        manifest.state().values().stream()
            .flatMap(state -> state.shards().stream())
            .mapToLong(ShardRange::length)
            .sum();
    return new Savepoint(
        root + CheckpointKeys.directory(manifest.id()),
        manifest.id(),
        manifest.batchIndex(),
        bytes);
  }
}
