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
final class UpdateStateOperator extends FoldingOperator {
  private final StateUpdate update;
  private final LaneShards shards;
  private Time time = new Time(0);

  UpdateStateOperator(OperatorSpec spec, Operation.UpdateState operation, StateAccess access) {
    super(spec);
    this.update = operation.update();
    this.shards = new LaneShards(access, operation.state());
  }

  @Override
  public void fold(Object record, KeyTable into) {
    var pair = (Tuple2<?, ?>) record;
    ((NewValues) into.computeIfAbsent(pair._1(), NewValues::new)).add(pair._2());
  }

  @Override
  public void endPartition() {
    var added = takeTable();
    time = new Time(scope().timeMillis());
    added.forEach((key, values) -> putInitial(key, (NewValues) values));
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

  private void putInitial(Object key, NewValues values) {
    var initial = values.initial();
    if (initial != null) {
      shards.of(key).put(key, initial);
    }
  }

  private void updateKeys(StateUpdate.OfKey ofKey, KeyTable added) {
    for (var shard : shards.ofPartition(partition())) {
      shard.updateAll(
          (key, before) -> {
            var values = added.size() == 0 ? null : (NewValues) added.get(key);
            var after = call(ofKey, key, NewValues.take(values), Optional.of(before));
            give(key, after);
            return after;
          });
    }
    added.forEach(
        (key, any) -> {
          var values = (NewValues) any;
          if (!values.isTaken()) {
            var after = call(ofKey, key, NewValues.take(values), Optional.empty());
            if (after != null) {
              shards.of(key).put(key, after);
              give(key, after);
            }
          }
        });
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
