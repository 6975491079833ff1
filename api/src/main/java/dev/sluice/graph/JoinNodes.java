package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.Tuple4;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import java.util.AbstractList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The graphs of cogroup and of the joins, for streams and data sets alike: one shuffle, and on it a
 * function of the lists of each key.
 */
public final class JoinNodes {
  private JoinNodes() {}

  /**
   * The values of each key as one {@code Iterable}.
   *
   * @param operation the API's method
   * @param parent the input of pairs
   * @param partitioning the partitions of the result
   * @return a node of pairs of key and {@code Iterable}
   */
  public static Node group(String operation, Node parent, Partitioning partitioning) {
    return mapped(operation, List.of(parent), partitioning, groups -> groups.get(0));
  }

  /**
   * The values of each key in every input, as a tuple of {@code Iterable}s.
   *
   * @param operation the API's method
   * @param parents two to four inputs of pairs
   * @param partitioning the partitions of the result
   * @return a node of pairs of key and tuple
   */
  public static Node cogroup(String operation, List<Node> parents, Partitioning partitioning) {
    Function<List<List<Object>>, Object> toTuple =
        switch (parents.size()) {
          case 2 -> groups -> new Tuple2<>(groups.get(0), groups.get(1));
          case 3 -> groups -> new Tuple3<>(groups.get(0), groups.get(1), groups.get(2));
          case 4 ->
              groups -> new Tuple4<>(groups.get(0), groups.get(1), groups.get(2), groups.get(3));
          default ->
              throw new IllegalArgumentException(
                  operation + " takes two to four inputs: " + parents.size());
        };
    return mapped(operation, parents, partitioning, toTuple);
  }

  /** How a join treats keys that one side lacks. */
  public enum Kind {
    /** Keys of both sides. */
    INNER,
    /** Keys of the left side; the right value is an {@code Optional}. */
    LEFT_OUTER,
    /** Keys of the right side; the left value is an {@code Optional}. */
    RIGHT_OUTER,
    /** All keys; both values are {@code Optional}s. */
    FULL_OUTER
  }

  /**
   * Every value of a key on the left with every one on the right.
   *
   * @param kind what happens to keys that one side lacks
   * @param operation the API's method
   * @param left the left input of pairs
   * @param right the right input of pairs
   * @param partitioning the partitions of the result
   * @return a node of pairs of key and {@code Tuple2}
   */
  public static Node join(
      Kind kind, String operation, Node left, Node right, Partitioning partitioning) {
    FlatMapFunction<List<List<Object>>, Object> product =
        switch (kind) {
          case INNER -> groups -> new Product(groups.get(0), groups.get(1));
          case LEFT_OUTER -> groups -> new Product(groups.get(0), optional(groups.get(1)));
          case RIGHT_OUTER -> groups -> new Product(optional(groups.get(0)), groups.get(1));
          case FULL_OUTER ->
              groups -> new Product(optional(groups.get(0)), optional(groups.get(1)));
        };
    return flatMapped(operation, List.of(left, right), partitioning, product);
  }

  /**
   * The left pairs whose keys the right side lacks.
   *
   * @param operation the API's method
   * @param left the left input of pairs
   * @param right the right input of pairs
   * @param partitioning the partitions of the result
   * @return a node of pairs of the left input
   */
  public static Node subtract(String operation, Node left, Node right, Partitioning partitioning) {
    return flatMapped(
        operation,
        List.of(left, right),
        partitioning,
        groups -> groups.get(1).isEmpty() ? groups.get(0).iterator() : Collections.emptyIterator());
  }

  /**
   * One value for each key that both sides have: the first one on the left.
   *
   * @param operation the API's method
   * @param left the left input of pairs
   * @param right the right input of pairs
   * @param partitioning the partitions of the result
   * @return a node of pairs of the left input
   */
  public static Node intersect(String operation, Node left, Node right, Partitioning partitioning) {
    return flatMapped(
        operation,
        List.of(left, right),
        partitioning,
        groups ->
            groups.get(0).isEmpty() || groups.get(1).isEmpty()
                ? Collections.emptyIterator()
                : groups.get(0).subList(0, 1).iterator());
  }

  private static Node mapped(
      String operation,
      List<Node> parents,
      Partitioning partitioning,
      Function<List<List<Object>>, Object> function) {
    return new NarrowNode.MapValuesNode(
        here(operation),
        new ShuffleNode.CoGroupNode(here(operation), parents, partitioning),
        function);
  }

  private static Node flatMapped(
      String operation,
      List<Node> parents,
      Partitioning partitioning,
      FlatMapFunction<List<List<Object>>, Object> function) {
    return new NarrowNode.FlatMapValuesNode(
        here(operation),
        new ShuffleNode.CoGroupNode(here(operation), parents, partitioning),
        function);
  }

  private static List<?> optional(List<Object> values) {
    return values.isEmpty() ? List.of(Optional.empty()) : new Wrapped(values);
  }

  /** The values as optionals, made when they are asked for. */
  private static final class Wrapped extends AbstractList<Optional<Object>> {
    private final List<Object> values;

    Wrapped(List<Object> values) {
      this.values = values;
    }

    @Override
    public Optional<Object> get(int index) {
      var value = values.get(index);
      if (value == null) {
        throw new IllegalArgumentException(
            "a value is null, and the Optional of an outer join cannot hold it: filter such pairs out before the join");
      }
      return Optional.of(value);
    }

    @Override
    public int size() {
      return values.size();
    }
  }

  /** Every value of one list with every one of the other; nothing is held beside the lists. */
  private static final class Product implements Iterator<Object> {
    private final List<?> left;
    private final List<?> right;
    private int leftIndex;
    private int rightIndex;

    Product(List<?> left, List<?> right) {
      this.left = left;
      this.right = right;
    }

    @Override
    public boolean hasNext() {
      return leftIndex < left.size() && !right.isEmpty();
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the product has no more pairs");
      }
      var pair = new Tuple2<Object, Object>(left.get(leftIndex), right.get(rightIndex++));
      if (rightIndex == right.size()) {
        rightIndex = 0;
        leftIndex++;
      }
      return pair;
    }
  }
}
