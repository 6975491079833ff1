package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.OperatorSpec;

/** Gives all keys with their states, once the operator before it is done with the partition. */
final class StateSnapshotsOperator extends Operator {
  private final LaneShards shards;

  StateSnapshotsOperator(OperatorSpec spec, int state, StateAccess access) {
    super(spec);
    this.shards = new LaneShards(access, state);
  }

  @Override
  public void accept(Object record) {}

  @Override
  public void endPartition() {
    if (isActive()) {
      for (var shard : shards.ofPartition(partition())) {
        shard.forEach((key, value) -> emit(new Tuple2<>(key, shards.detached(value))));
      }
    }
  }
}
