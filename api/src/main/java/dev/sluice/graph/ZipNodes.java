package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.FlatMapFunction2;
import dev.sluice.function.VoidFunction;
import dev.sluice.graph.NumberedPartitions.Numbers;
import dev.sluice.graph.NumberedPartitions.Total;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The graphs of operations that go by the position of records. Positions follow the order of
 * partitions; the result has as many partitions as the default parallelism, in that order.
 */
public final class ZipNodes {
  private ZipNodes() {}

  /**
   * Each record with its position.
   *
   * @param parent the input
   * @return a node of pairs of record and position, from 0
   */
  public static Node withIndex(Node parent) {
    FlatMapFunction<Tuple2<Numbers, List<Object>>, Object> index =
        partition -> numbered(partition._2(), partition._1().offset(), 1);
    return new NarrowNode.FlatMapNode(
        here("zipWithIndex"), partitions("zipWithIndex", List.of(parent), totals -> {}), index);
  }

  /**
   * Each record with a number that no other has: those of partition <i>k</i> of <i>n</i> have
   * <i>k</i>, <i>n</i> + <i>k</i>, 2<i>n</i> + <i>k</i>, …
   *
   * @param parent the input
   * @return a node of pairs of record and number
   */
  public static Node withUniqueId(Node parent) {
    FlatMapFunction<Tuple2<Numbers, List<Object>>, Object> number =
        partition -> numbered(partition._2(), partition._1().rank(), partition._1().partitions());
    return new NarrowNode.FlatMapNode(
        here("zipWithUniqueId"),
        partitions("zipWithUniqueId", List.of(parent), totals -> {}),
        number);
  }

  /**
   * The records of two inputs at the same positions.
   *
   * @param left one input
   * @param right the other input, with as many records
   * @return a node of pairs
   */
  public static Node zip(Node left, Node right) {
    VoidFunction<List<Total>> check =
        totals -> {
          if (totals.get(0).records() != totals.get(1).records()) {
            throw new IllegalArgumentException(
                "can only zip data sets with the same number of records: %d and %d"
                    .formatted(totals.get(0).records(), totals.get(1).records()));
          }
        };
    FlatMapFunction<Tuple2<Numbers, List<Object>>, Object> spread =
        partition -> {
          var numbers = partition._1();
          var records = partition._2();
          return IntStream.range(0, records.size())
              .<Object>mapToObj(
                  at -> placed(numbers, numbers.offset() + at, numbers.records(), records.get(at)))
              .iterator();
        };
    FlatMapFunction<Iterator<Tuple2<Double, Tuple3<Integer, Long, Object>>>, Object> pair =
        records -> {
          var inputs = inOrder(records);
          var pairs = new ArrayList<Object>();
          for (var at = 0; at < inputs.get(0).size(); at++) {
            pairs.add(new Tuple2<>(inputs.get(0).get(at)._3(), inputs.get(1).get(at)._3()));
          }
          return pairs.iterator();
        };
    return together("zip", partitions("zip", List.of(left, right), check), spread, pair);
  }

  /**
   * What a function makes of the partitions of two inputs at the same places.
   *
   * @param left one input
   * @param right the other input, with as many partitions
   * @param function the user's function of both iterators
   * @return a node of the function's results
   */
  public static Node zipPartitions(
      Node left, Node right, FlatMapFunction2<Iterator<Object>, Iterator<Object>, ?> function) {
    var operation = "zipPartitions";
    VoidFunction<List<Total>> check =
        totals -> {
          if (totals.get(0).partitions() != totals.get(1).partitions()) {
            throw new IllegalArgumentException(
                "can't zip data sets with unequal numbers of partitions: %d and %d"
                    .formatted(totals.get(0).partitions(), totals.get(1).partitions()));
          }
        };
    FlatMapFunction<Tuple2<Numbers, List<Object>>, Object> spread =
        partition -> {
          var numbers = partition._1();
          var placed = placed(numbers, numbers.rank(), numbers.partitions(), partition._2());
          return Collections.<Object>singletonList(placed).iterator();
        };
    FlatMapFunction<Iterator<Tuple2<Double, Tuple3<Integer, Long, List<Object>>>>, Object> call =
        lists -> {
          var inputs = inOrder(lists);
          var results = new ArrayList<Object>();
          for (var at = 0; at < inputs.get(0).size(); at++) {
            function
                .call(inputs.get(0).get(at)._3().iterator(), inputs.get(1).get(at)._3().iterator())
                .forEachRemaining(results::add);
          }
          return results.iterator();
        };
    return together(operation, partitions(operation, List.of(left, right), check), spread, call);
  }

  private static Node partitions(
      String operation, List<Node> inputs, VoidFunction<List<Total>> check) {
    return NumberedPartitions.of(operation, inputs, check);
  }

  /** Brings what is at the same position to the same task. */
  private static Node together(
      String operation,
      Node partitions,
      FlatMapFunction<Tuple2<Numbers, List<Object>>, Object> spread,
      FlatMapFunction<? extends Iterator<?>, Object> pair) {
    var placed = new NarrowNode.FlatMapNode(here(operation), partitions, spread);
    var met = new ShuffleNode.PartitionByNode(here(operation), placed, OrderedPartitioner.of(1));
    return new NarrowNode.MapPartitionsNode(here(operation), met, pair);
  }

  private static <T> Tuple2<Double, Tuple3<Integer, Long, T>> placed(
      Numbers numbers, long position, long of, T content) {
    return new Tuple2<>((double) position / of, new Tuple3<>(numbers.input(), position, content));
  }

  private static Iterator<Object> numbered(List<Object> records, long first, long step) {
    return IntStream.range(0, records.size())
        .<Object>mapToObj(at -> new Tuple2<>(records.get(at), first + step * at))
        .iterator();
  }

  /** What is of each of two inputs, in order of the positions. */
  private static <T> List<List<Tuple3<Integer, Long, T>>> inOrder(
      Iterator<Tuple2<Double, Tuple3<Integer, Long, T>>> records) {
    List<List<Tuple3<Integer, Long, T>>> inputs = List.of(new ArrayList<>(), new ArrayList<>());
    records.forEachRemaining(record -> inputs.get(record._2()._1()).add(record._2()));
    inputs.forEach(input -> input.sort(Comparator.comparingLong(Tuple3::_2)));
    return inputs;
  }
}
