package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.function.Function2;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import dev.sluice.worker.plan.WindowSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reduces each key over a sliding window. Takes the pairs of each batch reduced by key and keeps
 * them, as keys and values in turn.
 *
 * <p>What the kept batches give together is computed on as the window slides, and from the batches
 * alone when this operator has not seen the slide before.
 */
final class ReducedWindowOperator extends Operator {
  private final int state;
  private final WindowSpan span;
  private final Function2<Object, Object, Object> function;
  private final StateAccess access;
  private final Map<Integer, Slide> slides = new HashMap<>();
  private List<Object> entered = new ArrayList<>();

  /** The values of each key of a partition, as they were when the window slid last. */
  private record Slide(long batch, HashMap<Object, SlidingValues> keys) {}

  ReducedWindowOperator(OperatorSpec spec, Operation.ReducedWindow operation, StateAccess access) {
    super(spec);
    this.state = operation.state();
    this.span = operation.span();
    this.function = operation.function();
    this.access = access;
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
    var ring = new BatchRing(access.slots(state, partition()), span);
    ring.remove(batch - span.windowBatches());
    if (!entered.isEmpty() && span.hasBatch(batch)) {
      ring.put(batch, entered);
    }
    entered = new ArrayList<>();
    if (isActive()) {
      slide(ring, batch).forEach(this::emit);
    }
  }

  private List<Tuple2<Object, Object>> slide(BatchRing ring, long batch) {
    try {
      return results(ring, batch);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }

  private List<Tuple2<Object, Object>> results(BatchRing ring, long batch) throws Exception {
    var gone = batch - span.windowBatches();
    var before = slides.get(partition());
    var keys = new HashMap<Object, SlidingValues>();
    var first = gone;
    if (before != null && before.batch == batch - span.slideBatches()) {
      keys = before.keys;
      first = Math.max(before.batch, gone);
    }
    for (var index = Math.max(1, first + 1); index <= batch; index++) {
      var pairs = ring.get(index);
      if (pairs != null) {
        add(pairs, span.paneOf(index), keys);
      }
    }
    slides.put(partition(), new Slide(batch, keys));
    return results(keys, gone);
  }

  private void add(List<Object> pairs, long pane, Map<Object, SlidingValues> keys)
      throws Exception {
    for (var index = 0; index < pairs.size(); index += 2) {
      keys.computeIfAbsent(pairs.get(index), key -> new SlidingValues())
          .add(pane, pairs.get(index + 1), function, access::detached);
    }
  }

  private List<Tuple2<Object, Object>> results(Map<Object, SlidingValues> keys, long gone)
      throws Exception {
    var results = new ArrayList<Tuple2<Object, Object>>(keys.size());
    for (var entries = keys.entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      if (entry.getValue().evict(gone, function)) {
        var result = entry.getValue().reduced(function, access::detached);
        if (result == null) {
          throw new IllegalArgumentException(
              "the function of the reduction gave null: it must give a value");
        }
        results.add(new Tuple2<>(entry.getKey(), result));
      } else {
        entries.remove();
      }
    }
    return results;
  }
}
