package dev.sluice.worker.plan;

import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.StateMapping;
import dev.sluice.graph.StateUpdate;
import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What an operator does with the records that are pushed to it. */
public sealed interface Operation extends Serializable {
  /** Hands records on; the entry of a source or a stage. */
  record Pass() implements Operation {}

  /** One record in, one out. */
  record Map(Function<Object, Object> function) implements Operation {}

  /** One pair in, one with the same key out. */
  record MapValues(Function<Object, Object> function) implements Operation {}

  /** One record in, any number out. */
  record FlatMap(FlatMapFunction<Object, Object> function) implements Operation {}

  /** Keeps records for which the function says so. */
  record Filter(Function<Object, Boolean> function) implements Operation {}

  /** One pair in, any number with the same key out. */
  record FlatMapValues(FlatMapFunction<Object, Object> function) implements Operation {}

  /** A partition in, any number of records out. */
  record MapPartitions(FlatMapFunction<Iterator<Object>, Object> function) implements Operation {}

  /** A partition with its number in, any number of records out. */
  record MapPartitionsWithIndex(Function2<Integer, Iterator<Object>, Iterator<Object>> function)
      implements Operation {}

  /** Reduces what one lane has of each key before it is sent; flushed at the end of the batch. */
  record CombineBeforeSend(Function2<Object, Object, Object> function) implements Operation {}

  /** Reduces each key of a partition; gives its results at the end of the partition. */
  record ReduceByKey(Function2<Object, Object, Object> function) implements Operation {}

  /** Combines what one lane has of each key before it is sent; flushed at the end of the batch. */
  record CombineValuesBeforeSend(
      Function<Object, Object> create, Function2<Object, Object, Object> mergeValue)
      implements Operation {}

  /** Combines the values of each key of a partition; gives its results at the end of it. */
  record CombineByKey(Function<Object, Object> create, Function2<Object, Object, Object> mergeValue)
      implements Operation {}

  /** Lists the values of each key of a partition, a list an input; gives them at the end of it. */
  record GroupByKey(int inputs) implements Operation {}

  /** A state a key, updated for every key at the end of the partition. */
  record UpdateState(int state, StateUpdate update) implements Operation {}

  /**
   * A state a key, at the disposal of a function of each record.
   *
   * @param timeout how long a key may be idle; null for ever
   * @param initial whether states to begin with may come among the records
   */
  record MapWithState(int state, StateMapping mapping, @Nullable Duration timeout, boolean initial)
      implements Operation {}

  /** Gives all keys with their states at the end of the partition; takes no records. */
  record StateSnapshots(int state) implements Operation {}

  /** Keeps the records of the last batches and gives them at the end of the partition. */
  record Window(int state, WindowSpan span) implements Operation {}

  /** Reduces each key over the last batches. */
  record ReducedWindow(int state, WindowSpan span, Function2<Object, Object, Object> function)
      implements Operation {}

  /**
   * Reduces each key over the last batches, from the result of the window before.
   *
   * @param values the state of each key, keyed
   * @param panes what has to be taken out again, a ring
   * @param filter which results are kept; {@code null} for all
   */
  record InverseWindow(
      int values,
      int panes,
      WindowSpan span,
      Function2<Object, Object, Object> function,
      Function2<Object, Object, Object> inverse,
      @Nullable Function<Object, Boolean> filter)
      implements Operation {}

  /** Sends records to the partitions of an exchange. */
  record Send(int exchange) implements Operation {}

  /** Gives records to an output operation. */
  record Emit(int output, int branch) implements Operation {}
}
