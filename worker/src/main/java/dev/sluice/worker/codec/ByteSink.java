package dev.sluice.worker.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Growing byte array with the primitive encodings of all our formats; numbers are big-endian. */
final class ByteSink {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LARGEST = Integer.MAX_VALUE - 64;

  private byte[] array;
  private int position;

  ByteSink(int capacity) {
    array = new byte[capacity];
  }

  byte[] array() {
    return array;
  }

  int position() {
    return position;
  }

  /** Goes back to an earlier position; what was written since is forgotten. */
  void position(int earlier) {
    position = earlier;
  }

  byte[] copy(int from) {
    return Arrays.copyOfRange(array, from, position);
  }

  void putByte(int value) {
    ensure(1);
    array[position++] = (byte) value;
  }

  void putInt(int value) {
    ensure(4);
    INT.set(array, position, value);
    position += 4;
  }

  void setInt(int at, int value) {
    INT.set(array, at, value);
  }

  void putLong(long value) {
    ensure(8);
    LONG.set(array, position, value);
    position += 8;
  }

  /** Writes a number in groups of seven bits, lowest first, the top bit set on all but the last. */
  void putVarint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[position++] = (byte) rest;
  }

  /** Writes a signed number, small in size if close to zero. */
  void putZigzag(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  void putBytes(byte[] bytes, int from, int length) {
    ensure(length);
    System.arraycopy(bytes, from, array, position, length);
    position += length;
  }

  /**
   * Writes {@code varint(length * 2 + wide)} and then one byte a character (ISO 8859-1) if {@code
   * wide} is 0, two (UTF-16) if it is 1. Exact for every string, also with unpaired surrogates.
   */
  void putString(String value) {
    int length = value.length();
    int start = position;
    putVarint((long) length << 1);
    ensure(length);
    byte[] target = array;
    int at = position;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c > 0xFF) {
        position = start;
        putWide(value);
        return;
      }
      target[at + i] = (byte) c;
    }
    position = at + length;
  }

  private void putWide(String value) {
    int length = value.length();
    putVarint(((long) length << 1) | 1);
    ensure(Math.multiplyExact(length, 2));
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      array[position++] = (byte) (c >>> 8);
      array[position++] = (byte) c;
    }
  }

  private void ensure(int more) {
    if (array.length - position < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    long needed = (long) position + more;
    if (needed > LARGEST) {
      throw new CodecException(
          "encoded data exceeds one array: bytes=" + needed + ", limit=" + LARGEST);
    }
    array = Arrays.copyOf(array, (int) Math.min(LARGEST, Math.max(needed, array.length * 2L)));
  }
}
