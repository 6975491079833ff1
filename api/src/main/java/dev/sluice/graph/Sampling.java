package dev.sluice.graph;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.function.Function2;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.SplittableRandom;

/** The graph of a sample. */
public final class Sampling {
  /** Above this the product of chances comes near to the smallest number there is. */
  private static final double LARGEST_STEP = 100;

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
    if (!(fraction >= 0) || (!withReplacement && fraction > 1)) {
      throw new IllegalArgumentException(
          "the fraction of a sample must be from 0 to 1, or any positive number with replacement: "
              + fraction);
    }
    Function2<Integer, Iterator<Object>, Iterator<Object>> sampler =
        (partition, records) -> {
          var random = new SplittableRandom(seed + 0x9E37_79B9_7F4A_7C15L * partition);
          var taken = new ArrayList<Object>();
          while (records.hasNext()) {
            var record = records.next();
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
    return new NarrowNode.MapPartitionsWithIndexNode(here("sample"), parent, sampler, true);
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
