package dev.sluice.rdd;

import java.io.Serializable;
import java.util.Arrays;

/** Which bucket a number belongs to; each has its lower bound, and only the last its upper one. */
record Histogram(double[] bounds, boolean even) implements Serializable {
  private static final long serialVersionUID = 1L;

  Histogram {
    if (bounds.length < 2) {
      throw new IllegalArgumentException(
          "the bounds of a histogram must be at least two: " + Arrays.toString(bounds));
    }
    for (var bound = 1; bound < bounds.length; bound++) {
      if (!(bounds[bound - 1] <= bounds[bound])) {
        throw new IllegalArgumentException(
            "the bounds of a histogram must be sorted: " + Arrays.toString(bounds));
      }
    }
  }

  /** Buckets of the same width from the least number to the greatest. */
  static Histogram between(StatCounter range, int buckets) {
    if (buckets < 1) {
      throw new IllegalArgumentException("the number of buckets must be positive: " + buckets);
    }
    var min = range.min();
    var max = range.max();
    if (!Double.isFinite(min) || !Double.isFinite(max)) {
      throw new UnsupportedOperationException(
          "a histogram needs numbers, without infinite ones and NaN: from %s to %s"
              .formatted(min, max));
    }
    if (min == max) {
      return new Histogram(new double[] {min, max}, true);
    }
    var bounds = new double[buckets + 1];
    for (var bound = 0; bound < buckets; bound++) {
      bounds[bound] = min + bound * (max - min) / buckets;
    }
    bounds[buckets] = max;
    return new Histogram(bounds, true);
  }

  int buckets() {
    return bounds.length - 1;
  }

  /** The bucket of a number; -1 if it is outside of all, or not a number. */
  int bucketOf(double value) {
    var last = buckets();
    if (!(value >= bounds[0] && value <= bounds[last])) {
      return -1;
    }
    if (even) {
      var span = bounds[last] - bounds[0];
      return Math.min((int) ((value - bounds[0]) / span * last), last - 1);
    }
    var found = Arrays.binarySearch(bounds, value);
    return Math.min(found < 0 ? -found - 2 : found, last - 1);
  }
}
