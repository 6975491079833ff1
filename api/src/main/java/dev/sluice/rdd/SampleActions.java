package dev.sluice.rdd;

import dev.sluice.TaskContext;
import dev.sluice.Tuple2;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Actions that take some records by chance.
 *
 * @param <T> type of the records
 */
abstract class SampleActions<T> extends ZipTransformations<T> {
  SampleActions(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Takes an exact number of records by chance; others at each call.
   *
   * @param withReplacement whether a record may be taken several times
   * @param number how many; fewer if there are fewer and none may be taken twice
   * @return the records, in no order
   */
  public final List<T> takeSample(boolean withReplacement, int number) {
    return takeSample(withReplacement, number, ThreadLocalRandom.current().nextLong());
  }

  /**
   * Takes an exact number of records by chance.
   *
   * @param withReplacement whether a record may be taken several times
   * @param number how many; fewer if there are fewer and none may be taken twice
   * @param seed gives the same sample of the same partitions
   * @return the records, in no order
   */
  public final List<T> takeSample(boolean withReplacement, int number, long seed) {
    if (number < 0) {
      throw new IllegalArgumentException("the size of a sample must not be negative: " + number);
    }
    return withReplacement ? drawn(number, seed) : chosen(number, seed);
  }

  /** Each record draws a lot, and the least lots win, in each partition and then of all. */
  private List<T> chosen(int number, long seed) {
    List<List<Tuple2<Long, T>>> partitions =
        run(
            records -> {
              var random = new SplittableRandom(seed + TaskContext.get().partitionId());
              var least = new PriorityQueue<Tuple2<Long, T>>(SampleActions.<T>byLot().reversed());
              while (records.hasNext()) {
                least.add(new Tuple2<>(random.nextLong(), records.next()));
                if (least.size() > number) {
                  least.remove();
                }
              }
              return new ArrayList<>(least);
            });
    return partitions.stream()
        .flatMap(List::stream)
        .sorted(byLot())
        .limit(number)
        .map(Tuple2::_2)
        .toList();
  }

  private static <T> Comparator<Tuple2<Long, T>> byLot() {
    return Comparator.comparing(Tuple2::_1);
  }

  /** Draws positions among all records, and then takes what is there. */
  private List<T> drawn(int number, long seed) {
    List<Tuple2<Long, Long>> sizes =
        run(
            records -> {
              var size = 0L;
              for (; records.hasNext(); size++) {
                records.next();
              }
              return new Tuple2<>(TaskContext.get().partitionId(), size);
            });
    var total = sizes.stream().mapToLong(Tuple2::_2).sum();
    if (total == 0) {
      return List.of();
    }
    var random = new SplittableRandom(seed);
    var timesByPlace = new HashMap<Long, Map<Long, Integer>>();
    for (var draw = 0; draw < number; draw++) {
      var place = random.nextLong(total);
      for (var partition : sizes) {
        if (place < partition._2()) {
          timesByPlace
              .computeIfAbsent(partition._1(), id -> new HashMap<>())
              .merge(place, 1, Integer::sum);
          break;
        }
        place -= partition._2();
      }
    }
    List<List<T>> partitions =
        run(
            records -> {
              var times = timesByPlace.getOrDefault(TaskContext.get().partitionId(), Map.of());
              var taken = new ArrayList<T>();
              for (var place = 0L; records.hasNext(); place++) {
                taken.addAll(Collections.nCopies(times.getOrDefault(place, 0), records.next()));
              }
              return taken;
            });
    var sample = new ArrayList<T>();
    partitions.forEach(sample::addAll);
    Collections.shuffle(sample, new Random(seed));
    return sample;
  }
}
