package dev.sluice.bench.workload;

import java.util.Iterator;

/**
 * Keys of eight bytes, drawn evenly by a hash of source and position, so that a run can be
 * recomputed; or each key in turn.
 *
 * @param keys number of keys
 * @param inTurn whether the keys come one after the other
 */
public record KeyFeed(int keys, boolean inTurn) implements Feed<Long> {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final long INVERSE = inverse();
  private static final int MOST_SOURCES = 64;

  @Override
  public Iterator<Long> read(int source, long from, long count) {
    return new Iterator<>() {
      private long position = from;

      @Override
      public boolean hasNext() {
        return position < from + count;
      }

      @Override
      @SuppressWarnings(
          "IteratorNextMustThrow") // asked only after hasNext, ten million times a second
      public Long next() {
        return key(source, position++);
      }
    };
  }

  @Override
  public Class<Long> type() {
    return Long.class;
  }

  /** The key that a source emits at a position. */
  public long key(int source, long position) {
    return (index(source, position) + 1) * FACTOR;
  }

  /** The number of a key, from 0 to {@link #keys} - 1. */
  static int indexOf(long key) {
    return (int) (key * INVERSE) - 1;
  }

  int index(int source, long position) {
    if (inTurn) {
      return (int) ((position * Tally.SOURCES + source) % keys);
    }
    return (int) (((mix((position * MOST_SOURCES + source) * FACTOR) >>> 32) * keys) >>> 32);
  }

  private static long mix(long value) {
    var mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private static long inverse() {
    var inverse = FACTOR;
    for (var round = 0; round < 6; round++) {
      inverse *= 2 - FACTOR * inverse;
    }
    return inverse;
  }
}
