package dev.sluice.accumulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects values in a list, in no particular order between tasks. The values must be serialisable.
 * Thread-safe.
 *
 * @param <T> type of the values
 */
public final class CollectionAccumulator<T> extends AccumulatorV2<T, List<T>> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<T> values = new ArrayList<>();

  /** Makes an accumulator without a value. */
  public CollectionAccumulator() {}

  @Override
  public synchronized boolean isZero() {
    return values.isEmpty();
  }

  @Override
  public synchronized CollectionAccumulator<T> copy() {
    var copy = new CollectionAccumulator<T>();
    copy.values.addAll(values);
    return copy;
  }

  @Override
  public synchronized void reset() {
    values.clear();
  }

  @Override
  public synchronized void add(T value) {
    values.add(value);
  }

  @Override
  public void merge(AccumulatorV2<T, List<T>> other) {
    var more = other.value();
    synchronized (this) {
      values.addAll(more);
    }
  }

  /** {@return the values so far, as a list that does not change any more} */
  @Override
  public synchronized List<T> value() {
    return List.copyOf(values);
  }
}
