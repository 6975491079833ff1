package dev.sluice.rdd;

import java.io.Serializable;

/**
 * Count, mean, variance, least and greatest of numbers, taken in one pass that stays exact for
 * numbers far from zero (Welford's method). Not thread-safe.
 */
public final class StatCounter implements Serializable {
  private static final long serialVersionUID = 1L;

  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Counts nothing yet. */
  public StatCounter() {}

  /**
   * Adds a number.
   *
   * @param value the number
   * @return this
   */
  public StatCounter merge(double value) {
    var delta = value - mean;
    count++;
    mean += delta / count;
    squares += delta * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
    return this;
  }

  /**
   * Adds the numbers that another one has counted.
   *
   * @param other the other one, not changed; may be this one
   * @return this
   */
  public StatCounter merge(StatCounter other) {
    if (count == 0) {
      mean = other.mean;
      squares = other.squares;
      count = other.count;
    } else if (other.count != 0) {
      var sum = count + other.count;
      var delta = other.mean - mean;
      squares += other.squares + delta * delta * count * other.count / sum;
      mean =
          other.count * 10 < count
              ? mean + delta * other.count / sum
              : (mean * count + other.mean * other.count) / sum;
      count = sum;
    }
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    return this;
  }

  /** {@return how many numbers there are} */
  public long count() {
    return count;
  }

  /** {@return their mean; 0 if there are none} */
  public double mean() {
    return mean;
  }

  /** {@return their sum} */
  public double sum() {
    return count * mean;
  }

  /** {@return the least of them; positive infinity if there are none} */
  public double min() {
    return min;
  }

  /** {@return the greatest of them; negative infinity if there are none} */
  public double max() {
    return max;
  }

  /** {@return the variance of these numbers; not a number if there are none} */
  public double variance() {
    return popVariance();
  }

  /** {@return the variance of these numbers; not a number if there are none} */
  public double popVariance() {
    return count == 0 ? Double.NaN : squares / count;
  }

  /**
   * Estimates the variance of what the numbers are a sample of.
   *
   * @return the estimate; not a number if there are fewer than two
   */
  public double sampleVariance() {
    return count <= 1 ? Double.NaN : squares / (count - 1);
  }

  /** {@return the square root of {@link #popVariance}} */
  public double stdev() {
    return popStdev();
  }

  /** {@return the square root of {@link #popVariance}} */
  public double popStdev() {
    return Math.sqrt(popVariance());
  }

  /** {@return the square root of {@link #sampleVariance}} */
  public double sampleStdev() {
    return Math.sqrt(sampleVariance());
  }

  @Override
  public String toString() {
    return "(count: %d, mean: %f, stdev: %f, max: %f, min: %f)"
        .formatted(count, mean, stdev(), max, min);
  }
}
