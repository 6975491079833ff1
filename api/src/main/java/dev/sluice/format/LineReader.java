package dev.sluice.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts UTF-8 text into lines that end with LF, CR LF or CR, and knows the offset at which each
 * begins. Bytes that are not UTF-8 become U+FFFD. Used by one thread.
 */
final class LineReader {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream content;
  private byte[] buffer = new byte[64 * 1024];
  private int next;
  private int limit;

  /** Offset in the file of the first byte of the buffer. */
  private long base;

  LineReader(InputStream content, long position) {
    this.content = content;
    this.base = position;
  }

  /** Skips to the beginning of the next line. */
  void skipLine() throws IOException {
    var unused = line();
  }

  /** Gives all lines that begin before an offset. */
  void readAll(long end, Consumer<? super String> target) throws IOException {
    if (base + next == 0) {
      skipByteOrderMark();
    }
    while (base + next < end) {
      var line = line();
      if (line == null) {
        return;
      }
      target.accept(line);
    }
  }

  private void skipByteOrderMark() throws IOException {
    while (limit < BYTE_ORDER_MARK.length && fill()) {
      // One read may give fewer bytes than the mark has.
    }
    if (limit >= BYTE_ORDER_MARK.length && Arrays.equals(buffer, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
      next = BYTE_ORDER_MARK.length;
    }
  }

  private @Nullable String line() throws IOException {
    var at = next;
    while (true) {
      for (; at < limit; at++) {
        var character = buffer[at];
        if (character == '\n' || character == '\r') {
          return endAt(at, character);
        }
      }
      var length = at - next;
      if (!fill()) {
        return length == 0 ? null : take(length, length);
      }
      at = next + length;
    }
  }

  private String endAt(int at, byte character) throws IOException {
    var length = at - next;
    if (character == '\n') {
      return take(length, length + 1);
    }
    var followed = at + 1 < limit || fill();
    return take(length, followed && buffer[next + length + 1] == '\n' ? length + 2 : length + 1);
  }

  private String take(int length, int consumed) {
    var line = new String(buffer, next, length, StandardCharsets.UTF_8);
    next += consumed;
    return line;
  }

  /** Reads more bytes behind those that are there; returns false at the end. */
  private boolean fill() throws IOException {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, limit - next);
      base += next;
      limit -= next;
      next = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
    }
    var read = content.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }
}
