package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.function.VoidFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The graph that tells each partition of some inputs its place in their order: one task counts what
 * all have, and each partition, whole in the memory of a task, meets its numbers.
 */
final class NumberedPartitions {
  /**
   * Where a partition is.
   *
   * @param input the input that it is of
   * @param rank how many partitions of it come before
   * @param partitions how many it has
   * @param offset how many records of it come before
   * @param records how many it has
   */
  record Numbers(int input, int rank, int partitions, long offset, long records)
      implements Serializable {}

  /** What an input has in all. */
  record Total(int partitions, long records) implements Serializable {}

  private final String operation;
  private final List<Node> chunks = new ArrayList<>();

  private NumberedPartitions(String operation) {
    this.operation = operation;
  }

  /**
   * Makes a pair of each partition: its {@link Numbers} and the list of its records. They stay in
   * order, spread over several tasks.
   *
   * @param operation the API's method
   * @param inputs the inputs
   * @param check called with the {@link Total} of each input; throws if they do not fit
   */
  static Node of(String operation, List<Node> inputs, VoidFunction<List<Total>> check) {
    var numbered = new NumberedPartitions(operation);
    for (var input = 0; input < inputs.size(); input++) {
      for (var side : UnionNode.sidesOf(inputs.get(input))) {
        numbered.addChunks(side, input);
      }
    }
    return numbered.node(inputs.size(), check);
  }

  /**
   * Makes one record of each partition: its place, the input and its records. Partitions of the
   * sides of a union may have the same numbers, so sides are apart.
   */
  private void addChunks(Node node, int input) {
    var side = (long) chunks.size() << Integer.SIZE;
    Function2<Integer, Iterator<Object>, Iterator<Object>> chunk =
        (partition, records) -> {
          var list = new ArrayList<Object>();
          records.forEachRemaining(list::add);
          Object made = new Tuple2<>(side | partition, new Tuple2<>(input, list));
          return List.of(made).iterator();
        };
    chunks.add(new NarrowNode.MapPartitionsWithIndexNode(here(operation), node, chunk, false));
  }

  private Node node(int inputs, VoidFunction<List<Total>> check) {
    var all = chunks.size() == 1 ? chunks.get(0) : new UnionNode(here(operation), chunks);
    Function<Tuple2<Integer, List<Object>>, Tuple2<Integer, Long>> size =
        chunk -> new Tuple2<>(chunk._1(), (long) chunk._2().size());
    FlatMapFunction<Iterator<Tuple2<Long, Tuple2<Integer, Long>>>, Tuple2<Long, Numbers>> number =
        sizes -> numbers(sizes, inputs, check).iterator();
    var sizes = new NarrowNode.MapValuesNode(here(operation), all, size);
    var gathered = new ShuffleNode.GatherNode(here(operation), sizes);
    var numbers = new NarrowNode.MapPartitionsNode(here(operation), gathered, number);
    var together =
        new ShuffleNode.CoGroupNode(
            here(operation), List.of(all, numbers), OrderedPartitioner.of(chunks.size()));
    FlatMapFunction<Iterator<Tuple2<Long, List<List<Object>>>>, Tuple2<Numbers, List<Object>>>
        inOrder = places -> sorted(places).iterator();
    return new NarrowNode.MapPartitionsNode(here(operation), together, inOrder);
  }

  private static List<Tuple2<Long, Numbers>> numbers(
      Iterator<Tuple2<Long, Tuple2<Integer, Long>>> sizes,
      int inputs,
      VoidFunction<List<Total>> check)
      throws Exception {
    var sorted = new ArrayList<Tuple2<Long, Tuple2<Integer, Long>>>();
    sizes.forEachRemaining(sorted::add);
    sorted.sort(Comparator.comparing(Tuple2::_1));
    var partitions = new int[inputs];
    var records = new long[inputs];
    for (var chunk : sorted) {
      partitions[chunk._2()._1()]++;
      records[chunk._2()._1()] += chunk._2()._2();
    }
    var totals = new ArrayList<Total>();
    for (var input = 0; input < inputs; input++) {
      totals.add(new Total(partitions[input], records[input]));
    }
    check.call(totals);
    var rank = new int[inputs];
    var offset = new long[inputs];
    var result = new ArrayList<Tuple2<Long, Numbers>>();
    for (var chunk : sorted) {
      int input = chunk._2()._1();
      var of = totals.get(input);
      var numbers = new Numbers(input, rank[input]++, of.partitions(), offset[input], of.records());
      result.add(new Tuple2<>(chunk._1(), numbers));
      offset[input] += chunk._2()._2();
    }
    return result;
  }

  @SuppressWarnings("unchecked") // what was grouped is what was made above
  private static List<Tuple2<Numbers, List<Object>>> sorted(
      Iterator<Tuple2<Long, List<List<Object>>>> places) {
    var sorted = new ArrayList<Tuple2<Long, List<List<Object>>>>();
    places.forEachRemaining(sorted::add);
    sorted.sort(Comparator.comparing(Tuple2::_1));
    var result = new ArrayList<Tuple2<Numbers, List<Object>>>();
    for (var place : sorted) {
      var chunk = (Tuple2<Integer, List<Object>>) place._2().get(0).get(0);
      result.add(new Tuple2<>((Numbers) place._2().get(1).get(0), chunk._2()));
    }
    return result;
  }
}
