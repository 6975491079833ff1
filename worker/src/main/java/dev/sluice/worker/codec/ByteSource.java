package dev.sluice.worker.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteSink} wrote; bytes that end too early are a {@link CodecException}. */
final class ByteSource {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] array = new byte[0];
  private int position;
  private int limit;

  void reset(byte[] bytes, int offset, int length) {
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new IllegalArgumentException(
          "range outside of the array: offset=" + offset + ", length=" + length);
    }
    array = bytes;
    position = offset;
    limit = offset + length;
  }

  byte[] array() {
    return array;
  }

  int position() {
    return position;
  }

  int remaining() {
    return limit - position;
  }

  void skip(int bytes) {
    require(bytes);
    position += bytes;
  }

  int getByte() {
    require(1);
    return array[position++];
  }

  int getInt() {
    require(4);
    int value = (int) INT.get(array, position);
    position += 4;
    return value;
  }

  long getLong() {
    require(8);
    long value = (long) LONG.get(array, position);
    position += 8;
    return value;
  }

  long getVarint() {
    int first = getByte();
    if (first >= 0) {
      return first;
    }
    long value = first & 0x7F;
    for (int shift = 7; shift < 64; shift += 7) {
      int next = getByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CodecException("number of more than ten bytes at position " + position);
  }

  long getZigzag() {
    long value = getVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Reads a number of elements, each of which takes at least {@code least} bytes. */
  int getCount(int least) {
    long count = getVarint();
    if (count < 0 || count * least > remaining() || count > Integer.MAX_VALUE) {
      throw new CodecException("more elements than bytes: count=" + count + " at " + position);
    }
    return (int) count;
  }

  byte[] getBytes(int length) {
    require(length);
    byte[] bytes = Arrays.copyOfRange(array, position, position + length);
    position += length;
    return bytes;
  }

  String getString() {
    long header = getVarint();
    long length = header >>> 1;
    if (length > remaining()) {
      throw truncated(length);
    }
    if ((header & 1) == 0) {
      String value = new String(array, position, (int) length, StandardCharsets.ISO_8859_1);
      position += (int) length;
      return value;
    }
    require((int) Math.min(length * 2, Integer.MAX_VALUE));
    char[] chars = new char[(int) length];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((array[position] & 0xFF) << 8 | (array[position + 1] & 0xFF));
      position += 2;
    }
    return new String(chars);
  }

  private void require(int bytes) {
    if (bytes < 0 || limit - position < bytes) {
      throw truncated(bytes);
    }
  }

  private CodecException truncated(long bytes) {
    return new CodecException(
        "encoded data ends too early: needed=" + bytes + ", remaining=" + remaining());
  }
}
