package dev.sluice.rdd;

import dev.sluice.Tuple2;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A data set of numbers in partitions on the executors. */
public final class DoubleRDD extends SelfTransformations<Double, DoubleRDD> {
  /**
   * Wraps a vertex; for engines. Programs get them from {@code mapToDouble}.
   *
   * @param runner runs the actions
   * @param node the vertex, which gives numbers
   */
  public DoubleRDD(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Takes a data set of numbers as one with the operations of numbers.
   *
   * @param rdd the data set
   * @return the same data set
   */
  public static DoubleRDD fromRDD(RDD<Double> rdd) {
    return new DoubleRDD(rdd.runner(), rdd.node());
  }

  /** {@return count, mean, variance, least and greatest, in one pass} */
  public StatCounter stats() {
    return merged(run(DoubleRDD::statistics));
  }

  private static StatCounter statistics(Iterator<Double> numbers) {
    var counter = new StatCounter();
    numbers.forEachRemaining(counter::merge);
    return counter;
  }

  private static StatCounter merged(List<StatCounter> partitions) {
    var all = new StatCounter();
    partitions.forEach(all::merge);
    return all;
  }

  /**
   * Adds the numbers up, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @return the sum
   */
  public PartialResult<BoundedDouble> sumApprox(long timeout) {
    return approximately(timeout, StatCounter::sum);
  }

  /**
   * Adds the numbers up, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @param confidence from 0 to 1; an exact answer has 1, and before that nothing is known
   * @return the sum
   */
  public PartialResult<BoundedDouble> sumApprox(long timeout, Double confidence) {
    requireShare(confidence);
    return sumApprox(timeout);
  }

  /**
   * Computes the mean of the numbers, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @return the mean
   */
  public PartialResult<BoundedDouble> meanApprox(long timeout) {
    return approximately(timeout, StatCounter::mean);
  }

  /**
   * Computes the mean of the numbers, for a time.
   *
   * @param timeout how long to wait, in milliseconds
   * @param confidence from 0 to 1; an exact answer has 1, and before that nothing is known
   * @return the mean
   */
  public PartialResult<BoundedDouble> meanApprox(long timeout, Double confidence) {
    requireShare(confidence);
    return meanApprox(timeout);
  }

  private PartialResult<BoundedDouble> approximately(
      long timeout, ToDoubleFunction<StatCounter> value) {
    return PartialResult.within(
        submit(
            DoubleRDD::statistics,
            partitions -> BoundedDouble.exactly(value.applyAsDouble(merged(partitions)))),
        timeout,
        new BoundedDouble(0, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /** {@return the sum of the numbers; 0 if there are none} */
  public double sum() {
    return fold(0.0, Double::sum);
  }

  /** {@return the mean of the numbers; 0 if there are none} */
  public double mean() {
    return stats().mean();
  }

  /** {@return the least number; positive infinity if there are none} */
  public double min() {
    return stats().min();
  }

  /** {@return the greatest number; negative infinity if there are none} */
  public double max() {
    return stats().max();
  }

  /** {@return the variance of these numbers} */
  public double variance() {
    return stats().variance();
  }

  /** {@return the variance of these numbers} */
  public double popVariance() {
    return stats().popVariance();
  }

  /** {@return an estimate of the variance of what the numbers are a sample of} */
  public double sampleVariance() {
    return stats().sampleVariance();
  }

  /** {@return the standard deviation of these numbers} */
  public double stdev() {
    return stats().stdev();
  }

  /** {@return the standard deviation of these numbers} */
  public double popStdev() {
    return stats().popStdev();
  }

  /** {@return an estimate of the standard deviation of what the numbers are a sample of} */
  public double sampleStdev() {
    return stats().sampleStdev();
  }

  /**
   * Counts the numbers in buckets of the same width, from the least number to the greatest.
   *
   * @param bucketCount how many buckets; there is one only if all numbers are the same
   * @return the bounds of the buckets, one more than buckets, and the counts
   * @throws UnsupportedOperationException if there are no numbers, or infinite ones or NaN
   */
  public Tuple2<double[], long[]> histogram(int bucketCount) {
    var histogram = Histogram.between(stats(), bucketCount);
    return new Tuple2<>(histogram.bounds(), counted(histogram));
  }

  /**
   * Counts the numbers in buckets. A bucket has its lower bound, and only the last one its upper
   * bound too; numbers outside are not counted.
   *
   * @param buckets the bounds, sorted, at least two
   * @return the counts, one less than bounds
   */
  public long[] histogram(double[] buckets) {
    return histogram(buckets, false);
  }

  /**
   * Counts the numbers in buckets, as {@link #histogram(double[])} does.
   *
   * @param buckets the bounds, sorted, at least two
   * @param evenBuckets whether all buckets have the same width, which is faster
   * @return the counts, one less than bounds
   */
  public long[] histogram(double[] buckets, boolean evenBuckets) {
    return counted(new Histogram(buckets.clone(), evenBuckets));
  }

  private long[] counted(Histogram histogram) {
    List<long[]> partitions =
        run(
            numbers -> {
              var counts = new long[histogram.buckets()];
              while (numbers.hasNext()) {
                var bucket = histogram.bucketOf(numbers.next());
                if (bucket >= 0) {
                  counts[bucket]++;
                }
              }
              return counts;
            });
    var all = new long[histogram.buckets()];
    for (var counts : partitions) {
      for (var bucket = 0; bucket < all.length; bucket++) {
        all[bucket] += counts[bucket];
      }
    }
    return all;
  }

  @Override
  DoubleRDD withNode(Node next) {
    return new DoubleRDD(runner(), next);
  }
}
