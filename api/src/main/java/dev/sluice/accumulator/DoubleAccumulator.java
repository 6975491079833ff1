package dev.sluice.accumulator;

/** Adds up numbers of type double; also counts them. Thread-safe. */
public final class DoubleAccumulator extends AccumulatorV2<Double, Double> {
  private static final long serialVersionUID = 1L;

  private double sum;
  private long count;

  /** Makes an accumulator without a value. */
  public DoubleAccumulator() {}

  @Override
  public synchronized boolean isZero() {
    return sum == 0 && count == 0;
  }

  @Override
  public synchronized DoubleAccumulator copy() {
    var copy = new DoubleAccumulator();
    copy.sum = sum;
    copy.count = count;
    return copy;
  }

  @Override
  public synchronized void reset() {
    sum = 0;
    count = 0;
  }

  @Override
  public void add(Double value) {
    add(value.doubleValue());
  }

  /**
   * Adds a number.
   *
   * @param value the number
   */
  public synchronized void add(double value) {
    sum += value;
    count++;
  }

  /** {@return how many numbers were added} */
  public synchronized long count() {
    return count;
  }

  /** {@return the sum} */
  public synchronized double sum() {
    return sum;
  }

  /** {@return the mean; not a number if none was added} */
  public synchronized double avg() {
    return sum / count;
  }

  @Override
  public void merge(AccumulatorV2<Double, Double> other) {
    if (!(other instanceof DoubleAccumulator numbers)) {
      throw new IllegalArgumentException("cannot merge " + other + " into " + this);
    }
    var copy = numbers.copy();
    synchronized (this) {
      sum += copy.sum;
      count += copy.count;
    }
  }

  @Override
  public Double value() {
    return sum();
  }
}
