package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SplittableRandom;

/** The graph of a sample. */
public final class Sampling {
  /** Above this the product of chances comes near to the smallest number there is. */
  private static final double LARGEST_STEP = 100;

  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

  private Sampling() {}

  /**
   * Some of the records.
   *
   * @param parent the input
   * @param withReplacement whether a record may be taken several times
   * @param fraction the chance of each record, or how often it is taken on average
   * @param seed the same seed takes the same records of the same partitions
   * @return a node of the input's records
   */
  public static Node of(Node parent, boolean withReplacement, double fraction, long seed) {
    requireValid(withReplacement, fraction);
    return taken("sample", parent, withReplacement, seed, record -> fraction);
  }

  /**
   * Some of the pairs, with a fraction of its own for each key.
   *
   * @param parent the input
   * @param withReplacement whether a pair may be taken several times
   * @param fractions the fraction of each key
   * @param seed the same seed takes the same pairs of the same partitions
   * @return a node of the input's pairs
   */
  public static Node byKey(
      Node parent, boolean withReplacement, Map<?, Double> fractions, long seed) {
    var valid = valid(withReplacement, fractions);
    Function<Object, Double> fraction = record -> fraction(valid, ((Tuple2<?, ?>) record)._1());
    return taken("sampleByKey", parent, withReplacement, seed, fraction);
  }

  /**
   * An exact share of the pairs of each key, rounded up.
   *
   * @param parent the input
   * @param withReplacement whether a pair may be taken several times
   * @param fractions the share of each key
   * @param seed where chance begins
   * @return a node of the input's pairs
   */
  public static Node exactlyByKey(
      Node parent, boolean withReplacement, Map<?, Double> fractions, long seed) {
    var valid = valid(withReplacement, fractions);
    FlatMapFunction<Tuple2<Object, Iterable<Object>>, Object> picker =
        group -> {
          var values = new ArrayList<Object>();
          group._2().forEach(values::add);
          var number = (int) Math.ceil(fraction(valid, group._1()) * values.size());
          var random = new Random(seed + GOLDEN_GAMMA * group._1().hashCode());
          var taken = new ArrayList<Object>();
          if (withReplacement) {
            random
                .ints(number, 0, values.size())
                .forEach(place -> taken.add(new Tuple2<>(group._1(), values.get(place))));
          } else {
            Collections.shuffle(values, random);
            values.subList(0, number).forEach(value -> taken.add(new Tuple2<>(group._1(), value)));
          }
          return taken.iterator();
        };
    var groups = JoinNodes.group("sampleByKeyExact", parent, Partitioning.DEFAULT);
    return new NarrowNode.FlatMapNode(here("sampleByKeyExact"), groups, picker);
  }

  private static Node taken(
      String operation,
      Node parent,
      boolean withReplacement,
      long seed,
      Function<Object, Double> fractions) {
    Function2<Integer, Iterator<Object>, Iterator<Object>> sampler =
        (partition, records) -> {
          var random = random(seed, partition);
          var taken = new ArrayList<Object>();
          while (records.hasNext()) {
            var record = records.next();
            double fraction = fractions.call(record);
            var times =
                withReplacement
                    ? poisson(random, fraction)
                    : random.nextDouble() < fraction ? 1 : 0;
            for (var time = 0; time < times; time++) {
              taken.add(record);
            }
          }
          return taken.iterator();
        };
    return new NarrowNode.MapPartitionsWithIndexNode(here(operation), parent, sampler, true);
  }

  /** Sequences of generators that begin a multiple of the gamma apart are parts of each other's. */
  private static SplittableRandom random(long seed, int partition) {
    return new SplittableRandom(new SplittableRandom(seed + GOLDEN_GAMMA * partition).nextLong());
  }

  private static Map<Object, Double> valid(boolean withReplacement, Map<?, Double> fractions) {
    fractions.values().forEach(fraction -> requireValid(withReplacement, fraction));
    return new HashMap<>(fractions);
  }

  private static void requireValid(boolean withReplacement, double fraction) {
    if (!(fraction >= 0) || (!withReplacement && fraction > 1)) {
      throw new IllegalArgumentException(
          "the fraction of a sample must be from 0 to 1, or any positive number with replacement: "
              + fraction);
    }
  }

  private static double fraction(Map<Object, Double> fractions, Object key) {
    var fraction = fractions.get(key);
    if (fraction == null) {
      throw new NoSuchElementException("there is no fraction for the key " + key);
    }
    return fraction;
  }

  /**
   * Parts of the records. Which part a record is in follows from the seed, its place in its
   * partition and its hash if it has one, so that parts which are computed apart fit together.
   *
   * @param parent the input
   * @param weights how large each part is, in proportion to the others
   * @param seed the same seed gives the same parts of the same partitions
   * @return a node of the input's records for each weight
   */
  public static List<Node> split(Node parent, double[] weights, long seed) {
    var total = 0.0;
    for (var weight : weights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("a weight must not be negative: " + weight);
      }
      total += weight;
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException("the weights of a split must have a positive sum");
    }
    var parts = new ArrayList<Node>();
    var from = 0.0;
    for (var part = 0; part < weights.length; part++) {
      var to = part == weights.length - 1 ? 1 : from + weights[part] / total;
      parts.add(between(parent, from, to, seed));
      from = to;
    }
    return parts;
  }

  private static Node between(Node parent, double from, double to, long seed) {
    FlatMapFunction<Iterator<Object>, Object> picker =
        records -> {
          var taken = new ArrayList<Object>();
          for (var place = 0L; records.hasNext(); place++) {
            var record = records.next();
            var lot = new SplittableRandom(seed + GOLDEN_GAMMA * (place + hash(record)));
            var chance = lot.nextDouble();
            if (chance >= from && chance < to) {
              taken.add(record);
            }
          }
          return taken.iterator();
        };
    return new NarrowNode.MapPartitionsNode(here("randomSplit"), parent, picker, true);
  }

  /** 0 for objects that have no hash but their identity, which a copy does not have. */
  private static long hash(Object record) {
    var hash = record.hashCode();
    return hash == System.identityHashCode(record) ? 0 : (long) hash << Integer.SIZE;
  }

  /** Knuth's way, in steps: sums of Poisson numbers are Poisson numbers. */
  private static int poisson(SplittableRandom random, double mean) {
    var count = 0;
    for (var left = mean; left > 0; left -= LARGEST_STEP) {
      var limit = Math.exp(-Math.min(left, LARGEST_STEP));
      for (var chance = random.nextDouble(); chance > limit; chance *= random.nextDouble()) {
        count++;
      }
    }
    return count;
  }
}
