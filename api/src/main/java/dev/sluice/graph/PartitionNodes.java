package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;

/** The graphs of operations on whole partitions, for streams and data sets alike. */
public final class PartitionNodes {
  private PartitionNodes() {}

  /**
   * Each partition as one list.
   *
   * @param parent the input
   * @return a node of lists
   */
  public static Node glom(Node parent) {
    FlatMapFunction<Iterator<Object>, Object> toList =
        records -> {
          var list = new ArrayList<Object>();
          records.forEachRemaining(list::add);
          return single(list);
        };
    return new NarrowNode.MapPartitionsNode(here("glom"), parent, toList);
  }

  /**
   * How many records there are.
   *
   * @param parent the input
   * @return a node of one number, 0 when there is no record
   */
  public static Node count(Node parent) {
    FlatMapFunction<Iterator<Object>, Long> counter = records -> single(size(records));
    FlatMapFunction<Iterator<Long>, Long> adder = counts -> single(sum(counts));
    var partial = new NarrowNode.MapPartitionsNode(here("count"), parent, counter);
    var gathered = new ShuffleNode.GatherNode(here("count"), partial);
    return new NarrowNode.MapPartitionsNode(here("count"), gathered, adder);
  }

  /**
   * All records reduced to one.
   *
   * @param parent the input
   * @param function associative and commutative
   * @param <T> type of the records
   * @return a node of one record, or none when there is none
   */
  public static <T> Node reduce(Node parent, Function2<T, T, T> function) {
    FlatMapFunction<Iterator<T>, T> reducer =
        records -> {
          if (!records.hasNext()) {
            return records;
          }
          var result = records.next();
          while (records.hasNext()) {
            result = function.call(result, records.next());
          }
          return single(result);
        };
    var partial = new NarrowNode.MapPartitionsNode(here("reduce"), parent, reducer);
    var gathered = new ShuffleNode.GatherNode(here("reduce"), partial);
    return new NarrowNode.MapPartitionsNode(here("reduce"), gathered, reducer);
  }

  /**
   * How often each record occurs.
   *
   * @param parent the input
   * @param partitioning the partitions of the result
   * @return a node of pairs of record and number
   */
  public static Node countByValue(Node parent, Partitioning partitioning) {
    Function<Object, Tuple2<Object, Long>> once = value -> new Tuple2<>(value, 1L);
    Function2<Long, Long, Long> add = Long::sum;
    return new ShuffleNode.ReduceByKeyNode(
        here("countByValue"),
        new NarrowNode.MapNode(here("countByValue"), parent, once),
        add,
        partitioning);
  }

  private static <T> Iterator<T> single(T value) {
    return Collections.singletonList(value).iterator();
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
}
