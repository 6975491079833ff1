package dev.sluice.bench.workload;

import java.util.Iterator;

/** The lines of {@link Lines}. */
public record LineFeed() implements Feed<String> {
  @Override
  public Iterator<String> read(int source, long from, long count) {
    return new LineCycle(Lines::get, source, from, count);
  }

  @Override
  public Class<String> type() {
    return String.class;
  }
}
