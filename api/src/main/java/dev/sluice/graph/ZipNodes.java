package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.FlatMapFunction2;
import dev.sluice.function.Function2;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The graphs of operations that go by the position of records. Positions follow the order of
 * partitions, which only one task can know: it has all records in its memory, and gives one
 * partition.
 */
public final class ZipNodes {
  private ZipNodes() {}

  /**
   * Each record with its position.
   *
   * @param operation the API's method
   * @param parent the input
   * @return a node of pairs of record and position, from 0
   */
  public static Node withIndex(String operation, Node parent) {
    FlatMapFunction<Iterator<Tuple2<Tuple2<Integer, Long>, List<Object>>>, Object> numbering =
        chunks -> {
          var pairs = new ArrayList<Object>();
          for (var partition : partitions(chunks).get(0)) {
            for (var record : partition) {
              pairs.add(new Tuple2<>(record, (long) pairs.size()));
            }
          }
          return pairs.iterator();
        };
    return inOneTask(operation, List.of(parent), numbering);
  }

  /**
   * The records of two inputs at the same positions.
   *
   * @param left one input
   * @param right the other input, with as many records
   * @return a node of pairs
   */
  public static Node zip(Node left, Node right) {
    FlatMapFunction<Iterator<Tuple2<Tuple2<Integer, Long>, List<Object>>>, Object> zipper =
        chunks -> {
          var inputs = partitions(chunks);
          var lefts = inputs.get(0).stream().flatMap(List::stream).toList();
          var rights = inputs.get(1).stream().flatMap(List::stream).toList();
          if (lefts.size() != rights.size()) {
            throw new IllegalArgumentException(
                "can only zip data sets with the same number of records: %d and %d"
                    .formatted(lefts.size(), rights.size()));
          }
          var pairs = new ArrayList<Object>();
          for (var position = 0; position < lefts.size(); position++) {
            pairs.add(new Tuple2<>(lefts.get(position), rights.get(position)));
          }
          return pairs.iterator();
        };
    return inOneTask("zip", List.of(left, right), zipper);
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
    FlatMapFunction<Iterator<Tuple2<Tuple2<Integer, Long>, List<Object>>>, Object> zipper =
        chunks -> {
          var inputs = partitions(chunks);
          var lefts = inputs.get(0);
          var rights = inputs.get(1);
          if (lefts.size() != rights.size()) {
            throw new IllegalArgumentException(
                "can't zip data sets with unequal numbers of partitions: %d and %d"
                    .formatted(lefts.size(), rights.size()));
          }
          var results = new ArrayList<Object>();
          for (var place = 0; place < lefts.size(); place++) {
            function
                .call(lefts.get(place).iterator(), rights.get(place).iterator())
                .forEachRemaining(results::add);
          }
          return results.iterator();
        };
    return inOneTask("zipPartitions", List.of(left, right), zipper);
  }

  private static Node inOneTask(
      String operation, List<Node> inputs, FlatMapFunction<? extends Iterator<?>, ?> function) {
    var chunks = new ArrayList<Node>();
    for (var input = 0; input < inputs.size(); input++) {
      addChunks(operation, inputs.get(input), input, chunks);
    }
    var all = chunks.size() == 1 ? chunks.get(0) : new UnionNode(here(operation), chunks);
    var gathered = new ShuffleNode.GatherNode(here(operation), all);
    return new NarrowNode.MapPartitionsNode(here(operation), gathered, function);
  }

  /**
   * Makes one record of each partition: the input and the place of the partition in it, and its
   * records. Partitions of the sides of a union may have the same numbers, so sides are apart.
   */
  private static void addChunks(String operation, Node node, int input, List<Node> target) {
    if (node instanceof UnionNode union) {
      union.parents().forEach(side -> addChunks(operation, side, input, target));
      return;
    }
    long side = (long) target.size() << Integer.SIZE;
    Function2<Integer, Iterator<Object>, Iterator<Object>> chunk =
        (partition, records) -> {
          var list = new ArrayList<Object>();
          records.forEachRemaining(list::add);
          Object made = new Tuple2<>(new Tuple2<>(input, side | partition), list);
          return List.of(made).iterator();
        };
    target.add(new NarrowNode.MapPartitionsWithIndexNode(here(operation), node, chunk, false));
  }

  /** The partitions of both inputs, in their order. */
  private static List<List<List<Object>>> partitions(
      Iterator<Tuple2<Tuple2<Integer, Long>, List<Object>>> chunks) {
    var sorted = new ArrayList<Tuple2<Tuple2<Integer, Long>, List<Object>>>();
    chunks.forEachRemaining(sorted::add);
    sorted.sort(Comparator.comparing(chunk -> chunk._1()._2()));
    List<List<List<Object>>> inputs = List.of(new ArrayList<>(), new ArrayList<>());
    sorted.forEach(chunk -> inputs.get(chunk._1()._1()).add(chunk._2()));
    return inputs;
  }
}
