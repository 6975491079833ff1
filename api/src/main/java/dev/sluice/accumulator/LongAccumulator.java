package dev.sluice.accumulator;

/** Adds up numbers of type long; also counts them. Thread-safe. */
public final class LongAccumulator extends AccumulatorV2<Long, Long> {
  private static final long serialVersionUID = 1L;

  private long sum;
  private long count;

  /** Makes an accumulator without a value. */
  public LongAccumulator() {}

  @Override
  public synchronized boolean isZero() {
    return sum == 0 && count == 0;
  }

  @Override
  public synchronized LongAccumulator copy() {
    var copy = new LongAccumulator();
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
  public void add(Long value) {
    add(value.longValue());
  }

  /**
   * Adds a number.
   *
   * @param value the number
   */
  public synchronized void add(long value) {
    sum += value;
    count++;
  }

  /** {@return how many numbers were added} */
  public synchronized long count() {
    return count;
  }

  /** {@return the sum} */
  public synchronized long sum() {
    return sum;
  }

  /** {@return the mean; not a number if none was added} */
  public synchronized double avg() {
    return (double) sum / count;
  }

  @Override
  public void merge(AccumulatorV2<Long, Long> other) {
    if (!(other instanceof LongAccumulator numbers)) {
      throw new IllegalArgumentException("cannot merge " + other + " into " + this);
    }
    var copy = numbers.copy();
    synchronized (this) {
      sum += copy.sum;
      count += copy.count;
    }
  }

  @Override
  public Long value() {
    return sum();
  }
}
