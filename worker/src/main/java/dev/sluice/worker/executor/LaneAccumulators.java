package dev.sluice.worker.executor;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.runtime.TaskValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The accumulators in the hands of one lane's functions, and the batch that what they are given
 * belongs to. Owned by the lane's thread.
 */
final class LaneAccumulators implements TaskValues {
  private final TaskValues others;
  private final List<AccumulatorV2<?, ?>> all = new ArrayList<>();
  private @Nullable BatchRun current;

  LaneAccumulators(TaskValues others) {
    this.others = others;
  }

  @Override
  public Supplier<Object> broadcast(long id) {
    return others.broadcast(id);
  }

  @Override
  public void accumulator(AccumulatorV2<?, ?> accumulator) {
    all.add(accumulator);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Work for a batch begins, maybe in the middle of that for another one, which is returned. */
  @Nullable BatchRun enter(BatchRun batch) {
    var before = current;
    flush();
    current = batch;
    return before;
  }

  /** The work ends, and that for the other batch goes on. */
  void leave(@Nullable BatchRun before) {
    flush();
    current = before;
  }

  /** Takes what was added since the work at hand began, so that no batch has it yet. */
  List<AccumulatorV2<?, ?>> take() {
    var added = new ArrayList<AccumulatorV2<?, ?>>();
    for (var accumulator : all) {
      if (!accumulator.isZero()) {
        added.add(accumulator.take(true));
      }
    }
    return added;
  }

  /** Gives the batch at hand what was added for it. */
  void flush() {
    var batch = current;
    for (var accumulator : all) {
      if (batch != null && !accumulator.isZero()) {
        batch.accumulated(accumulator.take(true));
      }
    }
  }
}
