package dev.sluice.worker.executor.operator;

import dev.sluice.graph.StateMapping;
import dev.sluice.streaming.Time;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import dev.sluice.worker.state.StateShard;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls the function for each record with the state of its key, shard after shard, and then for the
 * keys that were idle for too long; at the end of the partition.
 */
final class MapWithStateOperator extends FoldingOperator<ShardRecords> {
  /** What a call gives that gives no record. */
  private static final Object NOTHING = new Object();

  private final Operation.MapWithState operation;
  private final LaneShards shards;
  private final KeyState state = new KeyState();
  private Time time = new Time(0);

  MapWithStateOperator(OperatorSpec spec, Operation.MapWithState operation, StateAccess access) {
    super(spec, () -> new ShardRecords(access.shards()));
    this.operation = operation;
    this.shards = new LaneShards(access, operation.state());
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    time = new Time(batch.timeMillis());
    if (operation.timeout() != null) {
      shards.ofPartition(index).forEach(shard -> shard.keepTimes(batch.timeMillis()));
    }
  }

  @Override
  public void fold(int input, Object record, ShardRecords into) {
    into.add(record);
  }

  @Override
  public void endPartition() {
    var records = take();
    records.initial().forEach(pair -> putInitial(pair._1(), pair._2()));
    for (var shard : shards.ofPartition(partition())) {
      var ofShard = records.take(shard.shard());
      for (var index = 0; index < ofShard.size(); index++) {
        map(shard, ofShard.key(index), ofShard.value(index));
      }
    }
    var timeout = operation.timeout();
    if (timeout != null && isActive()) {
      var before = scope().timeMillis() - timeout.toMillis();
      shards
          .ofPartition(partition())
          .forEach(shard -> shard.expire(before, (key, value) -> timeOut(key, value)));
    }
  }

  private void putInitial(Object key, Object initial) {
    var shard = shards.of(key);
    shard.seek(key);
    shard.putSought(initial);
    shard.touchSought(scope().timeMillis());
  }

  private void map(StateShard shard, Object key, @Nullable Object value) {
    var before = shard.seek(key);
    state.begin(before);
    var given = call(key, Optional.ofNullable(value));
    var after = state.value();
    if (after != null) {
      if (state.isUsed()) {
        shard.putSought(after);
      }
      shard.touchSought(scope().timeMillis());
    } else if (before != null) {
      shard.removeSought();
    }
    give(given, after == null ? before : after);
  }

  private void timeOut(Object key, Object value) {
    state.beginTimingOut(value);
    give(call(key, Optional.empty()), value);
  }

  private void give(Object given, @Nullable Object kept) {
    if (given != NOTHING) {
      emit(kept == null ? given : shards.apart(given, kept));
    }
  }

  private Object call(Object key, Optional<Object> value) {
    try {
      if (operation.mapping() instanceof StateMapping.Always mapping) {
        return mapping.function().call(key, value, state);
      }
      var mapping = (StateMapping.Sometimes) operation.mapping();
      return mapping.function().call(time, key, value, state).orElse(NOTHING);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }
}
