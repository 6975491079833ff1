package dev.sluice.bench.workload;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/** A run of lines of one source. Used by one thread. */
final class LineCycle implements Iterator<String> {
  private final IntFunction<String> lines;
  private int next;
  private long left;

  /**
   * Creates the iterator.
   *
   * @param lines gives the line at an index
   * @param source number of the source
   * @param from position in the source's stream of the first line
   * @param count number of lines
   */
  LineCycle(IntFunction<String> lines, int source, long from, long count) {
    this.lines = lines;
    this.next = Lines.indexAt(source, from);
    this.left = count;
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public String next() {
    if (left <= 0) {
      throw new NoSuchElementException("no line is left");
    }
    left--;
    var line = lines.apply(next);
    next = next + 1 == Lines.COUNT ? 0 : next + 1;
    return line;
  }
}
