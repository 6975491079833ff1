package dev.sluice.worker.export;

import dev.sluice.worker.checkpoint.CheckpointEntry;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.ShardRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One checkpoint in a list; what its manifest says is null if that cannot be read.
 *
 * @param id its number
 * @param status {@code complete}, {@code not logged} (it does not count) or {@code damaged}
 * @param problem what is damaged
 * @param taken when it was taken
 * @param batchIndex last batch whose effect it holds
 * @param batchTime time of that batch
 * @param epoch the driver that took it
 * @param keys entries of all state; null if the checkpoint does not tell
 * @param bytes bytes of state that a restore reads
 * @param newBytes how many of them were written for this checkpoint
 * @param objects number of objects that a restore reads, without the manifest
 */
public record CheckpointRow(
    long id,
    String status,
    @Nullable String problem,
    @Nullable Instant taken,
    @Nullable Long batchIndex,
    @Nullable Instant batchTime,
    @Nullable Long epoch,
    @Nullable Long keys,
    @Nullable Long bytes,
    @Nullable Long newBytes,
    @Nullable Integer objects) {
  /** The accumulator with the number of entries of all state. */
  private static final String ENTRIES = "state.entries";

  static CheckpointRow of(CheckpointEntry entry) {
    if (entry.manifest().isEmpty()) {
      var problem = entry.problem().orElse("");
      return new CheckpointRow(
          entry.id(), "damaged", problem, null, null, null, null, null, null, null, null);
    }
    var manifest = entry.manifest().get();
    var ranges = ranges(manifest);
    return new CheckpointRow(
        entry.id(),
        entry.logged() ? "complete" : "not logged",
        null,
        Instant.ofEpochMilli(manifest.timeMillis()),
        manifest.batchIndex(),
        Instant.ofEpochMilli(manifest.batchTimeMillis()),
        manifest.epoch(),
        keys(manifest).orElse(null),
        ranges.stream().mapToLong(ShardRange::length).sum(),
        ranges.stream()
            .filter(range -> range.object().startsWith(directory(manifest)))
            .mapToLong(ShardRange::length)
            .sum(),
        manifest.objects().size());
  }

  private static String directory(Manifest manifest) {
    var key = manifest.key();
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  private static List<ShardRange> ranges(Manifest manifest) {
    return manifest.state().values().stream().flatMap(state -> state.shards().stream()).toList();
  }

  /** Counts keys; a shard with changes after its whole range has fewer than the ranges' sum. */
  private static Optional<Long> keys(Manifest manifest) {
    var said = manifest.accumulators().get(ENTRIES);
    if (said != null) {
      return Optional.of(Long.valueOf(said));
    }
    return manifest.state().values().stream().allMatch(CheckpointRow::isWhole)
        ? Optional.of(ranges(manifest).stream().mapToLong(ShardRange::entries).sum())
        : Optional.empty();
  }

  private static boolean isWhole(OperatorState state) {
    var shards = state.shards().stream().map(ShardRange::shard).distinct().count();
    return shards == state.shards().size();
  }
}
