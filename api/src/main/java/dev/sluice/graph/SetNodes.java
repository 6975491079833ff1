package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.stream.IntStream;

/** The graphs of operations that compare whole records, and of the product. */
public final class SetNodes {
  /** More tasks than this have no share in a product: the right records are sent to each. */
  private static final int CARTESIAN_SHARES = 8;

  private SetNodes() {}

  /**
   * Each record once.
   *
   * @param parent the input
   * @param partitioning the partitions of the result
   * @return a node of the input's records
   */
  public static Node distinct(Node parent, Partitioning partitioning) {
    Function2<Boolean, Boolean, Boolean> either = (left, right) -> left;
    return keys(
        "distinct",
        new ShuffleNode.ReduceByKeyNode(
            here("distinct"), asKeys("distinct", parent), either, partitioning));
  }

  /**
   * The records that both inputs have, each once.
   *
   * @param left one input
   * @param right the other input
   * @return a node of the inputs' records
   */
  public static Node intersection(Node left, Node right) {
    var operation = "intersection";
    return keys(
        operation,
        JoinNodes.intersect(
            operation, asKeys(operation, left), asKeys(operation, right), Partitioning.DEFAULT));
  }

  /**
   * The records that the right input lacks, as often as the left one has them.
   *
   * @param left the input whose records are given
   * @param right the input whose records are left out
   * @param partitioning the partitions of the result
   * @return a node of the left input's records
   */
  public static Node subtract(Node left, Node right, Partitioning partitioning) {
    var operation = "subtract";
    return keys(
        operation,
        JoinNodes.subtract(
            operation, asKeys(operation, left), asKeys(operation, right), partitioning));
  }

  /**
   * Each record of one input with each one of the other. The left records are dealt out to some
   * tasks, and each of these has all of the right ones.
   *
   * @param left one input
   * @param right the other input
   * @return a node of pairs
   */
  public static Node cartesian(Node left, Node right) {
    var operation = "cartesian";
    Function<Tuple2<?, ?>, Object> values = Tuple2::_2;
    var join =
        JoinNodes.join(
            JoinNodes.Kind.INNER,
            operation,
            dealtOut(operation, left),
            inEach(operation, right),
            Partitioning.DEFAULT);
    return new NarrowNode.MapNode(here(operation), join, values);
  }

  private static Node asKeys(String operation, Node parent) {
    Function<Object, Tuple2<Object, Boolean>> toKey = record -> new Tuple2<>(record, true);
    return new NarrowNode.MapNode(here(operation), parent, toKey);
  }

  private static Node dealtOut(String operation, Node parent) {
    Function2<Integer, Iterator<Object>, Iterator<Object>> deal =
        (partition, records) -> {
          var dealt = new ArrayList<Object>();
          for (var share = partition; records.hasNext(); share++) {
            dealt.add(new Tuple2<>(Math.floorMod(share, CARTESIAN_SHARES), records.next()));
          }
          return dealt.iterator();
        };
    return new NarrowNode.MapPartitionsWithIndexNode(here(operation), parent, deal, false);
  }

  private static Node inEach(String operation, Node parent) {
    FlatMapFunction<Object, Object> repeat =
        record ->
            IntStream.range(0, CARTESIAN_SHARES)
                .<Object>mapToObj(share -> new Tuple2<>(share, record))
                .iterator();
    return new NarrowNode.FlatMapNode(here(operation), parent, repeat);
  }

  private static Node keys(String operation, Node pairs) {
    Function<Tuple2<?, ?>, Object> keys = Tuple2::_1;
    return new NarrowNode.MapNode(here(operation), pairs, keys);
  }
}
