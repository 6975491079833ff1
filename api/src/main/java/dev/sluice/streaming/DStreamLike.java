package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.function.PairFlatMapFunction;
import dev.sluice.function.PairFunction;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What {@link DStream} and {@link PairDStream} have in common: a sequence of data sets, one a
 * batch. Immutable handles; every method adds to the context's graph and none runs anything before
 * {@link StreamingContext#start}. After that they throw {@link IllegalStateException}.
 *
 * @param <T> type of the records
 * @param <S> the stream's own type
 */
public abstract sealed class DStreamLike<T, S extends DStreamLike<T, S>>
    permits DStream, PairDStream {
  private final StreamingContext context;
  private final Node node;

  DStreamLike(StreamingContext context, Node node) {
    this.context = context;
    this.node = node;
    context.requireOpen("add a stream");
  }

  abstract S withNode(Node next);

  final StreamingContext streamingContext() {
    return context;
  }

  /** {@return the vertex of the graph behind this stream; for engines} */
  public final Node node() {
    return node;
  }

  /** {@return the context that the stream belongs to} */
  public final StreamingContext context() {
    return context;
  }

  /**
   * Names the last operation. State and checkpoints are addressed by this name, so a named operator
   * keeps its state when the program around it changes.
   *
   * @param uid 1 to 63 letters, digits, dots, underscores or hyphens; unique in the job
   * @return this stream
   */
  public final S uid(String uid) {
    context.requireOpen("name a stream");
    node.info().setUid(uid);
    return withNode(node);
  }

  /**
   * Maps each record to one.
   *
   * @param function the function
   * @param <R> type of the results
   * @return the stream of the results
   */
  public final <R> DStream<R> map(Function<T, R> function) {
    return new DStream<>(context, new Node.MapNode(here("map"), node, function));
  }

  /**
   * Maps each record to any number.
   *
   * @param function the function
   * @param <R> type of the results
   * @return the stream of the results
   */
  public final <R> DStream<R> flatMap(FlatMapFunction<T, R> function) {
    return new DStream<>(context, new Node.FlatMapNode(here("flatMap"), node, function));
  }

  /**
   * Maps each partition of each batch.
   *
   * @param function the function of the partition's iterator
   * @param <R> type of the results
   * @return the stream of the results
   */
  public final <R> DStream<R> mapPartitions(FlatMapFunction<Iterator<T>, R> function) {
    return new DStream<>(
        context, new Node.MapPartitionsNode(here("mapPartitions"), node, function));
  }

  /**
   * Maps each record to a pair.
   *
   * @param function the function
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the stream of the pairs
   */
  public final <K, V> PairDStream<K, V> mapToPair(PairFunction<T, K, V> function) {
    return new PairDStream<>(
        context,
        new Node.MapNode(here("mapToPair"), node, (Function<T, Tuple2<K, V>>) function::call));
  }

  /**
   * Maps each record to any number of pairs.
   *
   * @param function the function
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the stream of the pairs
   */
  public final <K, V> PairDStream<K, V> flatMapToPair(PairFlatMapFunction<T, K, V> function) {
    return new PairDStream<>(
        context,
        new Node.FlatMapNode(
            here("flatMapToPair"), node, (FlatMapFunction<T, Tuple2<K, V>>) function::call));
  }

  /**
   * Keeps the records for which a function says so.
   *
   * @param function the predicate
   * @return the stream of the records kept
   */
  public final S filter(Function<T, Boolean> function) {
    return withNode(new Node.FilterNode(here("filter"), node, function));
  }

  /**
   * Adds the records of another stream of the same slide.
   *
   * @param other the other stream, of the same context
   * @return the stream of both, this one's records first
   */
  public final S union(S other) {
    if (other.context() != context) {
      throw new IllegalArgumentException("union needs two streams of one context");
    }
    return withNode(new Node.UnionNode(here("union"), List.of(node, other.node())));
  }

  /**
   * Counts the records of each batch.
   *
   * @return a stream of one record a batch, 0 for an empty one
   */
  public final DStream<Long> count() {
    FlatMapFunction<Iterator<T>, Long> counter = records -> one(size(records));
    FlatMapFunction<Iterator<Long>, Long> adder = counts -> one(sum(counts));
    var partial = new Node.MapPartitionsNode(here("count"), node, counter);
    var gathered = new Node.GatherNode(here("count"), partial);
    return new DStream<>(context, new Node.MapPartitionsNode(here("count"), gathered, adder));
  }

  /**
   * Reduces the records of each batch to one.
   *
   * @param function associative and commutative
   * @return a stream of one record a batch, none for an empty one
   */
  public final DStream<T> reduce(Function2<T, T, T> function) {
    FlatMapFunction<Iterator<T>, T> reducer =
        records -> {
          if (!records.hasNext()) {
            return records;
          }
          var result = records.next();
          while (records.hasNext()) {
            result = function.call(result, records.next());
          }
          return List.of(result).iterator();
        };
    var partial = new Node.MapPartitionsNode(here("reduce"), node, reducer);
    var gathered = new Node.GatherNode(here("reduce"), partial);
    return new DStream<>(context, new Node.MapPartitionsNode(here("reduce"), gathered, reducer));
  }

  /**
   * Gives in each batch the records of the last batches.
   *
   * @param windowDuration length of the window, a multiple of the stream's slide
   * @return the windowed stream, which slides with every batch
   */
  public final S window(Duration windowDuration) {
    return window(windowDuration, context.batchInterval());
  }

  /**
   * Gives the records of the last batches, every so often. Windows at the start that are not full
   * yet are given too.
   *
   * @param windowDuration length of the window, a multiple of the batch interval
   * @param slideDuration how often it is given, a multiple of the batch interval
   * @return the windowed stream
   */
  public final S window(Duration windowDuration, Duration slideDuration) {
    context.requireMultiple("window", windowDuration);
    context.requireMultiple("slide", slideDuration);
    return withNode(
        new Node.WindowNode(
            here("window"), node, windowDuration.toMillis(), slideDuration.toMillis()));
  }

  /** Prints the first 10 records of each batch on the driver's standard output. */
  public final void print() {
    print(10);
  }

  /**
   * Prints the first records of each batch on the driver's standard output.
   *
   * @param number how many
   */
  public final void print(int number) {
    context.addOutput(new Output.Print(here("print"), node, number));
  }

  /**
   * Writes each batch as text files, one a partition, to {@code prefix-<milliseconds>}.
   *
   * @param prefix path or URI before the batch's time
   */
  public final void saveAsTextFiles(String prefix) {
    saveAsTextFiles(prefix, "");
  }

  /**
   * Writes each batch as text files, one a partition, to {@code prefix-<milliseconds>.suffix}. A
   * batch that is run again after a failure replaces its own files.
   *
   * @param prefix path or URI before the batch's time
   * @param suffix what follows the time after a dot; empty for nothing
   */
  public final void saveAsTextFiles(String prefix, String suffix) {
    context.addOutput(new Output.SaveAsText(here("saveAsTextFiles"), node, prefix, suffix));
  }

  private static long size(Iterator<?> records) {
    var count = 0L;
    for (; records.hasNext(); records.next()) {
      count++;
    }
    return count;
  }

  private static long sum(Iterator<Long> counts) {
    var sum = 0L;
    while (counts.hasNext()) {
      sum += counts.next();
    }
    return sum;
  }

  private static Iterator<Long> one(long value) {
    return new ArrayList<>(List.of(value)).iterator();
  }
}
