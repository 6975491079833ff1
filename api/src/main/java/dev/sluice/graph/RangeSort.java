package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.RangeBounds.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The graph of a sort over several tasks: each partition is sorted, one task cuts the keys of
 * samples into ranges, and the runs of each range meet in a task of their own, which merges them.
 * All that is part of one batch, so no action has to come before. Records with equal keys keep
 * their order.
 */
final class RangeSort<T, K> {
  /** Ranges are this fine while nobody knows how many partitions there are by default. */
  private static final int FINE_RANGES = 256;

  private final String operation;
  private final Function<T, K> key;
  private final Comparator<K> order;
  private final Partitioning partitioning;

  /**
   * Describes a sort.
   *
   * @param operation the API's method
   * @param key makes the key of a record
   * @param order the order of the keys, serialisable
   * @param partitions number of partitions; 0 for the default parallelism
   */
  RangeSort(String operation, Function<T, K> key, Comparator<K> order, int partitions) {
    this.operation = operation;
    this.key = key;
    this.order = order;
    this.partitioning = new Partitioning(partitions, Optional.of(OrderedPartitioner.ofShares()));
  }

  /** The records of an input, sorted. */
  Node of(Node input) {
    var runs = UnionNode.sidesOf(input);
    for (var side = 0; side < runs.size(); side++) {
      runs.set(side, sorted(runs.get(side), side));
    }
    return merged(partitioning.count() == 1 ? inOneRange(runs) : inRanges(runs));
  }

  /** Pairs of place and record, each partition in order of the keys. */
  private Node sorted(Node side, int number) {
    var first = (long) number << Integer.SIZE;
    var by = key;
    var comparator = order;
    Function2<Integer, Iterator<T>, Iterator<Object>> sort =
        (partition, records) -> {
          var list = new ArrayList<T>();
          records.forEachRemaining(list::add);
          var place = first | partition;
          return byKey(list, by, comparator).stream()
              .<Object>map(record -> new Tuple2<>(place, record))
              .iterator();
        };
    return new NarrowNode.MapPartitionsWithIndexNode(here(operation), side, sort, false);
  }

  /** Pairs of share and what was given. */
  private Node inOneRange(List<Node> runs) {
    Function<Object, Object> zero = placed -> new Tuple2<>(0.0, placed);
    return new NarrowNode.MapNode(here(operation), all(runs), zero);
  }

  /** Pairs of the share of records that come before the range, and what was given. */
  private Node inRanges(List<Node> runs) {
    var ranges = partitioning.count() == 0 ? FINE_RANGES : partitioning.count();
    var by = key;
    var comparator = order;
    FlatMapFunction<Tuple2<Long, List<List<Object>>>, Object> spread =
        met -> spread(met, by, comparator, ranges).iterator();
    var together =
        new ShuffleNode.CoGroupNode(
            here(operation),
            List.of(all(runs), bounds(runs, ranges)),
            OrderedPartitioner.of(runs.size()));
    return new NarrowNode.FlatMapNode(here(operation), together, spread);
  }

  /** Pairs of the place of each partition that has records, and all bounds. */
  private Node bounds(List<Node> runs, int ranges) {
    var by = key;
    var comparator = order;
    FlatMapFunction<Iterator<Tuple2<Long, T>>, Object> sample =
        placed -> {
          if (!placed.hasNext()) {
            return List.of().iterator();
          }
          var first = placed.next();
          var records = new ArrayList<T>();
          records.add(first._2());
          placed.forEachRemaining(next -> records.add(next._2()));
          Object taken = new Tuple2<>(first._1(), RangeBounds.sample(records, by, ranges));
          return List.of(taken).iterator();
        };
    FlatMapFunction<Iterator<Tuple2<Long, Sample<K>>>, Object> cut =
        placed -> {
          var places = new ArrayList<Long>();
          var samples = new ArrayList<Sample<K>>();
          placed.forEachRemaining(
              next -> {
                places.add(next._1());
                samples.add(next._2());
              });
          var bounds = RangeBounds.cut(samples, comparator, ranges);
          return places.stream().<Object>map(place -> new Tuple2<>(place, bounds)).iterator();
        };
    var samples =
        runs.stream()
            .<Node>map(run -> new NarrowNode.MapPartitionsNode(here(operation), run, sample))
            .toList();
    var gathered = new ShuffleNode.GatherNode(here(operation), all(samples));
    return new NarrowNode.MapPartitionsNode(here(operation), gathered, cut);
  }

  private Node all(List<Node> sides) {
    return sides.size() == 1 ? sides.get(0) : new UnionNode(here(operation), sides);
  }

  private Node merged(Node ranged) {
    var by = key;
    var comparator = order;
    FlatMapFunction<Iterator<Tuple2<Double, Tuple2<Long, T>>>, T> merge =
        records -> {
          var list = new ArrayList<Tuple2<Long, T>>();
          records.forEachRemaining(record -> list.add(record._2()));
          list.sort(Comparator.comparing(Tuple2::_1));
          return byKey(list.stream().map(Tuple2::_2).toList(), by, comparator).iterator();
        };
    var met = new ShuffleNode.PartitionByNode(here(operation), ranged, partitioning);
    return new NarrowNode.MapPartitionsNode(here(operation), met, merge);
  }

  /** Brings each record of a sorted partition to its range. */
  @SuppressWarnings("unchecked") // what was grouped is what was made above
  private static <T, K> List<Object> spread(
      Tuple2<Long, List<List<Object>>> met, Function<T, K> key, Comparator<K> order, int ranges)
      throws Exception {
    var bounds = (List<K>) met._2().get(1).get(0);
    var spread = new ArrayList<>();
    var range = 0;
    for (var record : met._2().get(0)) {
      var made = key.call((T) record);
      while (range < bounds.size() && order.compare(bounds.get(range), made) <= 0) {
        range++;
      }
      spread.add(new Tuple2<>((range + 0.5) / ranges, new Tuple2<>(met._1(), record)));
    }
    return spread;
  }

  private static <T, K> List<T> byKey(List<T> records, Function<T, K> key, Comparator<K> order)
      throws Exception {
    var keyed = new ArrayList<Tuple2<K, T>>(records.size());
    for (var record : records) {
      keyed.add(new Tuple2<>(key.call(record), record));
    }
    keyed.sort((left, right) -> order.compare(left._1(), right._1()));
    return keyed.stream().map(Tuple2::_2).toList();
  }
}
