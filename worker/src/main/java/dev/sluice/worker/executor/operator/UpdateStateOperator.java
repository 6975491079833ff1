package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.graph.StateUpdate;
import dev.sluice.streaming.Time;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the function for every key that has a state or values, at the end of the partition. */
final class UpdateStateOperator extends FoldingOperator<ShardRecords> {
  private final StateUpdate update;
  private final LaneShards shards;
  private Time time = new Time(0);

  UpdateStateOperator(OperatorSpec spec, Operation.UpdateState operation, StateAccess access) {
    super(spec, () -> new ShardRecords(access.shards()));
    this.update = operation.update();
    this.shards = new LaneShards(access, operation.state());
  }

  @Override
  public void fold(int input, Object record, ShardRecords into) {
    into.add(record);
  }

  @Override
  public void endPartition() {
    var added = take();
    time = new Time(scope().timeMillis());
    added.initial().forEach(pair -> putInitial(pair._1(), pair._2()));
    if (!isActive()) {
      return;
    }
    if (update instanceof StateUpdate.OfKey ofKey) {
      updateKeys(ofKey, added);
    } else if (update instanceof StateUpdate.OfPartition ofPartition) {
      new PartitionUpdate(ofPartition.function(), shards, partition())
          .apply(added, this::failed, this::give);
    }
  }

  /** Of several states to begin with the first one counts. */
  private void putInitial(Object key, Object initial) {
    var shard = shards.of(key);
    if (shard.get(key) == null) {
      shard.put(key, initial);
    }
  }

  private void updateKeys(StateUpdate.OfKey ofKey, ShardRecords added) {
    for (var shard : shards.ofPartition(partition())) {
      shard.updateAll(
          added.take(shard.shard()),
          (key, values, before) -> {
            var after = call(ofKey, key, values, Optional.ofNullable(before));
            give(key, after);
            return after;
          });
    }
  }

  private void give(Object key, @Nullable Object after) {
    if (after != null) {
      emit(new Tuple2<>(key, shards.detached(after)));
    }
  }

  private @Nullable Object call(
      StateUpdate.OfKey ofKey, Object key, List<Object> values, Optional<Object> before) {
    try {
      return ofKey.function().call(time, key, values, before).orElse(null);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }
}
