package dev.sluice.bench.workload;

import java.util.concurrent.atomic.AtomicLong;

/** A count with one writer; written without a fence, read by the sampler. */
public final class Counter {
  private final AtomicLong value = new AtomicLong();

  /** Adds to the count; called by its one writer. */
  public void add(long number) {
    value.lazySet(value.getPlain() + number);
  }

  /** Sets the count; called by its one writer. */
  public void set(long number) {
    value.lazySet(number);
  }

  /** Reads the count. */
  public long get() {
    return value.get();
  }
}
