package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.Function2;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls the function for every key that has a state or values, at the end of the partition. */
final class UpdateStateOperator extends Operator {
  private final int state;
  private final Function2<List<Object>, Optional<Object>, Optional<Object>> function;
  private final StateAccess access;
  private Map<Object, List<Object>> values = new HashMap<>();

  UpdateStateOperator(OperatorSpec spec, Operation.UpdateState operation, StateAccess access) {
    super(spec);
    this.state = operation.state();
    this.function = operation.function();
    this.access = access;
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    values = new HashMap<>();
  }

  @Override
  public void accept(Object record) {
    var pair = (Tuple2<?, ?>) record;
    values.computeIfAbsent(pair._1(), key -> new ArrayList<>(1)).add(pair._2());
  }

  @Override
  public void endPartition() {
    var batchValues = values;
    values = new HashMap<>();
    if (!isActive()) {
      return;
    }
    for (var shard : access.slots(state, partition())) {
      shard.updateAll(
          (key, before) -> {
            var added = batchValues.remove(key);
            var after =
                call(added == null ? new ArrayList<>() : added, Optional.of(before)).orElse(null);
            if (after != null) {
              emit(new Tuple2<>(key, after));
            }
            return after;
          });
    }
    batchValues.forEach(
        (key, added) ->
            call(added, Optional.empty())
                .ifPresent(
                    created -> {
                      access.slotOf(state, key).put(key, created);
                      emit(new Tuple2<>(key, created));
                    }));
  }

  private Optional<Object> call(List<Object> added, Optional<Object> before) {
    try {
      return function.call(added, before);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }
}
