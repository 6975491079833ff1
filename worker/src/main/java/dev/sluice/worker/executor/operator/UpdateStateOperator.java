package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.Function2;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the function for every key that has a state or values, at the end of the partition. */
final class UpdateStateOperator extends FoldingOperator {
  private final int state;
  private final Function2<List<Object>, Optional<Object>, Optional<Object>> function;
  private final StateAccess access;

  /** The values of one key in one batch. */
  private static final class Values {
    private final List<Object> all = new ArrayList<>(1);
    private boolean used;
  }

  UpdateStateOperator(OperatorSpec spec, Operation.UpdateState operation, StateAccess access) {
    super(spec);
    this.state = operation.state();
    this.function = operation.function();
    this.access = access;
  }

  @Override
  public void fold(Object record, KeyTable into) {
    var pair = (Tuple2<?, ?>) record;
    ((Values) into.computeIfAbsent(pair._1(), Values::new)).all.add(pair._2());
  }

  @Override
  public void endPartition() {
    var batchValues = takeTable();
    if (!isActive()) {
      return;
    }
    for (var shard : access.slots(state, partition())) {
      shard.updateAll((key, before) -> update(key, (Values) batchValues.get(key), before));
    }
    batchValues.forEach(
        (key, values) -> {
          var added = (Values) values;
          if (!added.used) {
            call(added.all, Optional.empty()).ifPresent(created -> create(key, created));
          }
        });
  }

  private @Nullable Object update(Object key, @Nullable Values added, Object before) {
    if (added != null) {
      added.used = true;
    }
    var after =
        call(added == null ? new ArrayList<>() : added.all, Optional.of(before)).orElse(null);
    if (after != null) {
      emit(new Tuple2<>(key, after));
    }
    return after;
  }

  private void create(Object key, Object created) {
    access.slotOf(state, key).put(key, created);
    emit(new Tuple2<>(key, created));
  }

  private Optional<Object> call(List<Object> added, Optional<Object> before) {
    try {
      return function.call(added, before);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }
}
