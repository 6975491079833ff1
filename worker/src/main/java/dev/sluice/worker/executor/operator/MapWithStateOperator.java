package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.graph.StateMapping;
import dev.sluice.streaming.Time;
import dev.sluice.worker.plan.InitialValue;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls the function for each record with the state of its key, and at the end of the partition for
 * the keys that were idle for too long.
 */
final class MapWithStateOperator extends Operator {
  /** What a call gives that gives no record. */
  private static final Object NOTHING = new Object();

  private final Operation.MapWithState operation;
  private final LaneShards shards;
  private final KeyState state = new KeyState();
  private List<Tuple2<?, ?>> afterInitial = new ArrayList<>();
  private Time time = new Time(0);

  MapWithStateOperator(OperatorSpec spec, Operation.MapWithState operation, StateAccess access) {
    super(spec);
    this.operation = operation;
    this.shards = new LaneShards(access, operation.state());
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    time = new Time(batch.timeMillis());
    afterInitial = new ArrayList<>();
    if (operation.timeout() != null) {
      shards.ofPartition(index).forEach(shard -> shard.keepTimes(batch.timeMillis()));
    }
  }

  @Override
  public void accept(Object record) {
    var pair = (Tuple2<?, ?>) record;
    if (pair._2() instanceof InitialValue initial) {
      var shard = shards.of(pair._1());
      shard.seek(pair._1());
      shard.putSought(initial.state());
      shard.touchSought(scope().timeMillis());
    } else if (operation.initial()) {
      afterInitial.add(pair);
    } else {
      map(pair._1(), pair._2());
    }
  }

  @Override
  public void endPartition() {
    var records = afterInitial;
    afterInitial = new ArrayList<>();
    if (!isActive()) {
      return;
    }
    records.forEach(pair -> map(pair._1(), pair._2()));
    var timeout = operation.timeout();
    if (timeout != null) {
      var before = scope().timeMillis() - timeout.toMillis();
      shards
          .ofPartition(partition())
          .forEach(shard -> shard.expire(before, (key, value) -> timeOut(key, value)));
    }
  }

  private void map(Object key, @Nullable Object value) {
    var shard = shards.of(key);
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
