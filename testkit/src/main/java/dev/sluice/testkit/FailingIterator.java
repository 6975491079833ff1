package dev.sluice.testkit;

import java.util.Iterator;

/** One record, and then a failure. */
final class FailingIterator<T> implements Iterator<T> {
  private final T first;
  private boolean taken;

  FailingIterator(T first) {
    this.first = first;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public T next() {
    if (taken) {
      throw new IllegalStateException("the records end in a failure");
    }
    taken = true;
    return first;
  }
}
