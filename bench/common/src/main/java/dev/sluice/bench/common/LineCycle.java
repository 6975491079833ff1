package dev.sluice.bench.common;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** A run of lines of one source. Used by one thread. */
public final class LineCycle implements Iterator<String> {
  private int next;
  private long left;

  /**
   * Creates the iterator.
   *
   * @param source number of the source
   * @param from position in the source's stream of the first line
   * @param count number of lines
   */
  public LineCycle(int source, long from, long count) {
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
    var line = Lines.get(next);
    next = next + 1 == Lines.COUNT ? 0 : next + 1;
    return line;
  }
}
