package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The graphs of sorting. With bounds of ranges each range is sorted by a task of its own. Without
 * them all records meet in one task, which sorts them and deals the result out in order: no job
 * that takes a sample has to run first, so a sort can be part of a stream's graph.
 */
public final class SortNodes {
  private SortNodes() {}

  /**
   * The pairs in order of their keys.
   *
   * @param parent the input of pairs
   * @param comparator the order of the keys, serialisable
   * @param ascending whether the least key comes first
   * @param partitions number of partitions of the result, which follow each other in order
   * @param <K> type of the keys
   * @return a node of the input's pairs
   */
  public static <K> Node sortByKey(
      Node parent, Comparator<K> comparator, boolean ascending, int partitions) {
    Function<Tuple2<K, ?>, K> key = Tuple2::_1;
    return sorted("sortByKey", parent, key, comparator, ascending, partitions);
  }

  /**
   * The records in order of what a function makes of them.
   *
   * @param parent the input
   * @param key makes the key of a record, which must be comparable
   * @param ascending whether the least key comes first
   * @param partitions number of partitions of the result, which follow each other in order
   * @param <T> type of the records
   * @param <K> type of the keys
   * @return a node of the input's records
   */
  public static <T, K> Node sortBy(
      Node parent, Function<T, K> key, boolean ascending, int partitions) {
    return sorted("sortBy", parent, key, natural(), ascending, partitions);
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
          var list = listOf(pairs);
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

  /**
   * The records in order of their keys, in ranges that follow each other.
   *
   * @param operation the API's method
   * @param parent the input
   * @param key makes the key of a record
   * @param order the order of the keys, serialisable
   * @param bounds the least keys of the ranges but the first one, in order
   * @param partitions number of partitions, at least the number of ranges
   * @param <T> type of the records
   * @param <K> type of the keys
   * @return a node of the input's records
   */
  public static <T, K> Node inRanges(
      String operation,
      Node parent,
      Function<T, K> key,
      Comparator<K> order,
      List<K> bounds,
      int partitions) {
    var cuts = new ArrayList<>(bounds);
    Function<T, Tuple2<Integer, T>> range =
        record -> {
          var found = Collections.binarySearch(cuts, key.call(record), order);
          return new Tuple2<>(found >= 0 ? found + 1 : -found - 1, record);
        };
    var placed =
        new ShuffleNode.PartitionByNode(
            here(operation),
            new NarrowNode.MapNode(here(operation), parent, range),
            Partitioning.of(new Slices(partitions)));
    FlatMapFunction<Iterator<Tuple2<Integer, T>>, T> sorter =
        records -> {
          var list = new ArrayList<T>();
          records.forEachRemaining(record -> list.add(record._2()));
          return sort(list.iterator(), key, order).iterator();
        };
    return new NarrowNode.MapPartitionsNode(here(operation), placed, sorter);
  }

  private static <T, K> Node sorted(
      String operation,
      Node parent,
      Function<T, K> key,
      Comparator<K> comparator,
      boolean ascending,
      int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "numPartitions of %s must be at least 1: %d".formatted(operation, partitions));
    }
    var order = ascending ? comparator : comparator.reversed();
    FlatMapFunction<Iterator<T>, T> sorter = records -> sort(records, key, order).iterator();
    var gathered = new ShuffleNode.GatherNode(here(operation), parent);
    var sorted = new NarrowNode.MapPartitionsNode(here(operation), gathered, sorter);
    return partitions == 1 ? sorted : dealtOut(operation, sorted, partitions);
  }

  private static Node dealtOut(String operation, Node sorted, int partitions) {
    FlatMapFunction<Iterator<Object>, Tuple2<Integer, Object>> slicer =
        records -> {
          var list = listOf(records);
          var size = Math.max(1, list.size());
          var slices = new ArrayList<Tuple2<Integer, Object>>(list.size());
          for (var record : list) {
            slices.add(new Tuple2<>((int) ((long) slices.size() * partitions / size), record));
          }
          return slices.iterator();
        };
    Function<Tuple2<?, ?>, Object> record = Tuple2::_2;
    return new NarrowNode.MapNode(
        here(operation),
        new ShuffleNode.PartitionByNode(
            here(operation),
            new NarrowNode.MapPartitionsNode(here(operation), sorted, slicer),
            Partitioning.of(new Slices(partitions))),
        record);
  }

  private static <T, K> List<T> sort(
      Iterator<T> records, Function<T, K> key, Comparator<K> comparator) throws Exception {
    var keyed = new ArrayList<Tuple2<K, T>>();
    while (records.hasNext()) {
      var record = records.next();
      keyed.add(new Tuple2<>(key.call(record), record));
    }
    keyed.sort((left, right) -> comparator.compare(left._1(), right._1()));
    return keyed.stream().map(Tuple2::_2).toList();
  }

  private static <T> List<T> listOf(Iterator<T> records) {
    var list = new ArrayList<T>();
    records.forEachRemaining(list::add);
    return list;
  }

  /** The key is the partition. */
  private static final class Slices extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int slices;

    Slices(int slices) {
      this.slices = slices;
    }

    @Override
    public int numPartitions() {
      return slices;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }
  }
}
