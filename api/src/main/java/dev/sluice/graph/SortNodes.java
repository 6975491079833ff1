package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;

/** The graphs of sorting. */
public final class SortNodes {
  private SortNodes() {}

  /**
   * The pairs in order of their keys.
   *
   * @param parent the input of pairs
   * @param comparator the order of the keys, serialisable
   * @param ascending whether the least key comes first
   * @param partitions number of partitions of the result, which follow each other in order; 0 for
   *     the default parallelism
   * @param <K> type of the keys
   * @return a node of the input's pairs
   */
  public static <K> Node sortByKey(
      Node parent, Comparator<K> comparator, boolean ascending, int partitions) {
    Function<Tuple2<K, ?>, K> key = Tuple2::_1;
    var order = ascending ? comparator : comparator.reversed();
    return new RangeSort<>("sortByKey", key, order, partitions).of(parent);
  }

  /**
   * The records in order of what a function makes of them.
   *
   * @param parent the input
   * @param key makes the key of a record, which must be comparable
   * @param ascending whether the least key comes first
   * @param partitions number of partitions of the result, which follow each other in order; 0 for
   *     the default parallelism
   * @param <T> type of the records
   * @param <K> type of the keys
   * @return a node of the input's records
   */
  public static <T, K> Node sortBy(
      Node parent, Function<T, K> key, boolean ascending, int partitions) {
    Comparator<K> natural = natural();
    var order = ascending ? natural : natural.reversed();
    return new RangeSort<>("sortBy", key, order, partitions).of(parent);
  }

  /**
   * The pairs of each partition in order of their keys.
   *
   * @param parent the input of pairs
   * @param comparator the order of the keys, serialisable
   * @param <K> type of the keys
   * @return a node of the input's pairs
   */
  public static <K> Node sortWithin(Node parent, Comparator<K> comparator) {
    FlatMapFunction<Iterator<Tuple2<K, Object>>, Tuple2<K, Object>> sorter =
        pairs -> {
          var list = new ArrayList<Tuple2<K, Object>>();
          pairs.forEachRemaining(list::add);
          list.sort((left, right) -> comparator.compare(left._1(), right._1()));
          return list.iterator();
        };
    return new NarrowNode.MapPartitionsNode(
        here("repartitionAndSortWithinPartitions"), parent, sorter, true);
  }

  /**
   * The order that records have by themselves.
   *
   * @param <K> type of what is compared, which must be comparable
   * @return the order
   */
  @SuppressWarnings("unchecked") // said in the documentation: it is comparable
  public static <K> Comparator<K> natural() {
    return (Comparator<K>) (Comparator<?>) Comparator.naturalOrder();
  }
}
