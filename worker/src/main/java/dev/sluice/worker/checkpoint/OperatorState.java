package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The state of one stateful operator in a checkpoint.
 *
 * @param schema what the operator says its values are; compared when a job is restored
 * @param shards where the shards lie; of a shard first the range with all of it, then those with
 *     the changes after it, in order
 */
public record OperatorState(String schema, List<ShardRange> shards) {
  public OperatorState {
    requireNonNull(schema, "schema is null");
    shards = List.copyOf(shards);
  }
}
