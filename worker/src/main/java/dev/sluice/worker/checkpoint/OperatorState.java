package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The state of one stateful operator in a checkpoint.
 *
 * @param schema what the operator says its values are; compared when a job is restored
 * @param shards where each shard with entries lies, each shard at most once
 */
public record OperatorState(String schema, List<ShardRange> shards) {
  public OperatorState {
    requireNonNull(schema, "schema is null");
    shards = List.copyOf(shards);
  }
}
