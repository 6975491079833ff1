package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import dev.sluice.worker.plan.WindowSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reduces each key over a sliding window: the value of the window before, without what left, with
 * what entered. Takes the pairs of each batch reduced by key.
 *
 * <p>What has to be taken out later is kept in panes, the batches that enter and leave together, as
 * keys and values in turn.
 */
final class InverseWindowOperator extends Operator {
  private final Operation.InverseWindow operation;
  private final WindowSpan span;
  private final Function2<Object, Object, Object> function;
  private final @Nullable Function<Object, Boolean> filter;
  private final StateAccess access;
  private final LaneShards values;
  private List<Object> entered = new ArrayList<>();

  InverseWindowOperator(OperatorSpec spec, Operation.InverseWindow operation, StateAccess access) {
    super(spec);
    this.operation = operation;
    this.span = operation.span();
    this.function = operation.function();
    this.filter = operation.filter();
    this.access = access;
    this.values = new LaneShards(access, operation.values());
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    entered = new ArrayList<>();
  }

  @Override
  public void accept(Object record) {
    var pair = (Tuple2<?, ?>) record;
    entered.add(pair._1());
    entered.add(pair._2());
  }

  @Override
  public void endPartition() {
    var batch = scope().batch();
    var panes = new BatchRing(access.slots(operation.panes(), partition()), span);
    keep(panes, batch);
    if (!isActive()) {
      return;
    }
    var unknown = takeOut(leaving(panes, batch));
    add(entering(panes, batch));
    requireKnown(unknown);
    give();
  }

  private void keep(BatchRing panes, long batch) {
    var added = entered;
    entered = new ArrayList<>();
    if (added.isEmpty() || !span.hasBatch(batch)) {
      return;
    }
    var pane = span.paneOf(batch);
    var before = panes.get(pane);
    if (before != null) {
      before.addAll(added);
      panes.put(pane, before);
    } else {
      panes.put(pane, added);
    }
  }

  /** What the window before had and this one has not. */
  private List<Object> leaving(BatchRing panes, long batch) {
    var former = batch - span.slideBatches();
    var left = new ArrayList<List<Object>>();
    for (var index = former - span.windowBatches() + 1; index <= former; index++) {
      if (index <= batch - span.windowBatches() && index == span.paneOf(index)) {
        addIfPresent(left, panes.remove(index));
      }
    }
    return together(left);
  }

  /** What this window has and the one before had not. */
  private List<Object> entering(BatchRing panes, long batch) {
    var first = Math.max(batch - span.slideBatches(), batch - span.windowBatches()) + 1;
    var added = new ArrayList<List<Object>>();
    for (var index = Math.max(1, first); index <= batch; index++) {
      if (index == span.paneOf(index)) {
        addIfPresent(added, complete(panes, index));
      }
    }
    return together(added);
  }

  /** A pane that nothing will be added to: each key once. */
  private @Nullable List<Object> complete(BatchRing panes, long pane) {
    var pairs = panes.get(pane);
    if (pairs == null || span.slideBatches() == span.inputBatches()) {
      return pairs;
    }
    var reduced = reduced(pairs);
    panes.put(pane, reduced);
    return reduced;
  }

  private static void addIfPresent(List<List<Object>> lists, @Nullable List<Object> list) {
    if (list != null) {
      lists.add(list);
    }
  }

  private List<Object> together(List<List<Object>> panes) {
    if (panes.size() == 1) {
      return panes.get(0);
    }
    var all = new ArrayList<Object>();
    panes.forEach(all::addAll);
    return panes.isEmpty() ? all : reduced(all);
  }

  /** Keys and values in turn, each key once, its values reduced in their order. */
  private List<Object> reduced(List<Object> pairs) {
    var table = new KeyTable();
    try {
      for (var index = 0; index < pairs.size(); index += 2) {
        table.merge(pairs.get(index), pairs.get(index + 1), function);
      }
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
    var result = new ArrayList<Object>(2 * table.size());
    table.forEach(
        (key, value) -> {
          result.add(key);
          result.add(value);
        });
    return result;
  }

  private List<Object> takeOut(List<Object> pairs) {
    var unknown = new ArrayList<Object>();
    for (var index = 0; index < pairs.size(); index += 2) {
      var key = pairs.get(index);
      var shard = values.of(key);
      var before = shard.seek(key);
      if (before == null) {
        unknown.add(key);
      } else {
        shard.putSought(call(operation.inverse(), key, before, pairs.get(index + 1)));
      }
    }
    return unknown;
  }

  private void add(List<Object> pairs) {
    for (var index = 0; index < pairs.size(); index += 2) {
      var key = pairs.get(index);
      var value = pairs.get(index + 1);
      var shard = values.of(key);
      var before = shard.seek(key);
      shard.putSought(before == null ? access.detached(value) : call(function, key, before, value));
    }
  }

  private void requireKnown(List<Object> unknown) {
    for (var key : unknown) {
      if (values.of(key).get(key) == null) {
        throw failed(
            new IllegalStateException(
                "values of key '%s' leave the window, but it has no value from the window before and no new one: the filter dropped it too early, or its hashCode differs between processes"
                    .formatted(key)));
      }
    }
  }

  private void give() {
    for (var shard : values.ofPartition(partition())) {
      shard.updateAll(
          (key, value) -> {
            var pair = new Tuple2<>(key, access.detached(value));
            if (!isKept(pair)) {
              return null;
            }
            emit(pair);
            return value;
          });
    }
  }

  private boolean isKept(Tuple2<Object, Object> pair) {
    try {
      return filter == null || filter.call(pair);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }

  private Object call(
      Function2<Object, Object, Object> combiner, Object key, Object before, Object value) {
    Object result;
    try {
      result = combiner.call(before, value);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
    if (result == null) {
      throw failed(new NullPointerException("the function gave null for key '%s'".formatted(key)));
    }
    return result;
  }
}
