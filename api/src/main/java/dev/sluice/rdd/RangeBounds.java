package dev.sluice.rdd;

import dev.sluice.Tuple2;
import dev.sluice.function.Function;
import dev.sluice.graph.BatchNode;
import dev.sluice.graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Finds out where to cut a data set into ranges of about the same size. */
final class RangeBounds {
  private static final int SAMPLES_A_RANGE = 20;
  private static final long SEED = 0x5EED;

  private RangeBounds() {}

  /**
   * Takes a sample of the keys by an action, unless none can be run now.
   *
   * @return the least keys of the ranges but the first one; fewer if there are few keys
   */
  static <T, K> Optional<List<K>> of(
      RddHandle<T> data, Function<T, K> key, Comparator<K> order, int ranges) {
    if (ranges == 1 || !data.runner().isRunning() || isOfTransform(data.node(), new HashSet<>())) {
      return Optional.empty();
    }
    var most = SAMPLES_A_RANGE * ranges;
    List<Tuple2<Long, List<K>>> samples =
        data.run(
            records -> {
              var random = new SplittableRandom(SEED);
              var kept = new ArrayList<K>();
              var seen = 0L;
              for (; records.hasNext(); seen++) {
                var record = records.next();
                if (kept.size() < most) {
                  kept.add(key.call(record));
                } else {
                  var place = random.nextLong(seen + 1);
                  if (place < most) {
                    kept.set((int) place, key.call(record));
                  }
                }
              }
              return new Tuple2<>(seen, kept);
            });
    return Optional.of(cut(samples, order, ranges));
  }

  /** A key of a sample stands for as many as its partition has of each that was kept. */
  private static <K> List<K> cut(
      List<Tuple2<Long, List<K>>> samples, Comparator<K> order, int ranges) {
    var weighted = new ArrayList<Tuple2<K, Double>>();
    var total = 0.0;
    for (var sample : samples) {
      total += sample._1();
      for (var key : sample._2()) {
        weighted.add(new Tuple2<>(key, (double) sample._1() / sample._2().size()));
      }
    }
    weighted.sort((left, right) -> order.compare(left._1(), right._1()));
    var bounds = new ArrayList<K>();
    var before = 0.0;
    for (var key : weighted) {
      var isNew = bounds.isEmpty() || order.compare(bounds.get(bounds.size() - 1), key._1()) < 0;
      if (before >= total * (bounds.size() + 1) / ranges && isNew && bounds.size() < ranges - 1) {
        bounds.add(key._1());
      }
      before += key._2();
    }
    return bounds;
  }

  /** A transform function cannot run actions on every stream. */
  private static boolean isOfTransform(Node node, Set<Integer> seen) {
    return node instanceof BatchNode
        || (seen.add(node.info().id())
            && node.parents().stream().anyMatch(parent -> isOfTransform(parent, seen)));
  }
}
