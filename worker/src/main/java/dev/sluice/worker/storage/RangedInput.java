package dev.sluice.worker.storage;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads an object piece by piece, each by a request of its own that is repeated if it fails; so a
 * slow reader holds no connection. Used by one thread.
 */
final class RangedInput extends InputStream {
  private static final int PIECE = 4 << 20;

  /** Reads a part of an object. */
  @FunctionalInterface
  interface Ranges {
    byte[] read(String key, long offset, int length) throws IOException;
  }

  private final String key;
  private final long end;
  private final Ranges ranges;
  private long position;
  private byte[] piece = new byte[0];
  private int next;

  RangedInput(String key, long position, long end, Ranges ranges) {
    this.key = key;
    this.position = position;
    this.end = end;
    this.ranges = ranges;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    var count = Math.min(length, piece.length - next);
    System.arraycopy(piece, next, target, offset, count);
    next += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (next < piece.length) {
      return true;
    }
    if (position >= end) {
      return false;
    }
    piece = ranges.read(key, position, (int) Math.min(PIECE, end - position));
    if (piece.length == 0) {
      throw new IOException(key + " became shorter while it was read");
    }
    position += piece.length;
    next = 0;
    return true;
  }
}
