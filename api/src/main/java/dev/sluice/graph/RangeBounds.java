package dev.sluice.graph;

import dev.sluice.function.Function;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides where to cut records into ranges of about the same size, by regular samples: what they
 * give follows from what each partition has, and not from the order in which it came.
 */
final class RangeBounds {
  private static final int SAMPLES_A_RANGE = 20;

  private RangeBounds() {}

  /**
   * Some keys of a partition, at equal distances.
   *
   * @param keys the keys, in order
   * @param records how many records they stand for
   */
  record Sample<K>(List<K> keys, long records) implements Serializable {}

  /**
   * Takes the sample of a partition.
   *
   * @param sorted its records in order of their keys
   * @param ranges number of ranges that are wanted
   */
  static <T, K> Sample<K> sample(List<T> sorted, Function<T, K> key, int ranges) throws Exception {
    var count = Math.min(sorted.size(), SAMPLES_A_RANGE * ranges);
    var keys = new ArrayList<K>(count);
    for (var at = 0L; at < count; at++) {
      keys.add(key.call(sorted.get((int) (at * sorted.size() / count))));
    }
    return new Sample<>(keys, sorted.size());
  }

  /**
   * Cuts into ranges. A key of a sample stands for as many records as its partition has of each
   * that was taken.
   *
   * @return the least keys of the ranges but the first one, in order; fewer if there are few keys
   */
  static <K> List<K> cut(List<Sample<K>> samples, Comparator<K> order, int ranges) {
    record Weighted<K>(K key, double records) {}
    var weighted = new ArrayList<Weighted<K>>();
    var total = 0.0;
    for (var sample : samples) {
      total += sample.records();
      for (var key : sample.keys()) {
        weighted.add(new Weighted<>(key, (double) sample.records() / sample.keys().size()));
      }
    }
    weighted.sort((left, right) -> order.compare(left.key(), right.key()));
    var bounds = new ArrayList<K>();
    var before = 0.0;
    for (var sampled : weighted) {
      var key = sampled.key();
      var last = bounds.isEmpty() ? weighted.get(0).key() : bounds.get(bounds.size() - 1);
      var isNew = order.compare(last, key) < 0;
      if (before >= total * (bounds.size() + 1) / ranges && isNew && bounds.size() < ranges - 1) {
        bounds.add(key);
      }
      before += sampled.records();
    }
    return bounds;
  }
}
