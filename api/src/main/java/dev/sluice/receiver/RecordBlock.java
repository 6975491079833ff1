package dev.sluice.receiver;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of one simple type as bytes, so that a source in any language can make blocks that a
 * receiver stores as they come. All numbers have their highest byte first:
 *
 * <pre>
 * block  = type: 1 byte, records: 4 bytes, record …
 * type 1 = text:   length: 4 bytes, that many bytes of UTF-8
 * type 2 = bytes:  length: 4 bytes, that many bytes
 * type 3 = number: 8 bytes, two's complement (Long)
 * type 4 = number: 8 bytes, IEEE 754 (Double)
 * </pre>
 *
 * <p>Types are never given another meaning. Objects of other classes cannot be sent this way: bytes
 * of a socket must not decide what classes a worker loads.
 */
public final class RecordBlock {
  private static final byte TEXT = 1;
  private static final byte BYTES = 2;
  private static final byte LONG = 3;
  private static final byte DOUBLE = 4;
  private static final int HEADER = 5;

  private RecordBlock() {}

  /**
   * Makes a block.
   *
   * @param records the records: all texts, all byte arrays, all {@code Long}s or all {@code
   *     Double}s
   * @return the block, from position 0 to its limit
   * @throws IllegalArgumentException if they are of another class, or of several
   */
  public static ByteBuffer of(List<?> records) {
    if (records.isEmpty()) {
      return ByteBuffer.wrap(new byte[] {TEXT, 0, 0, 0, 0});
    }
    var type = typeOf(records.get(0));
    var encoded = new ArrayList<byte[]>(records.size());
    var length = HEADER;
    for (var record : records) {
      if (typeOf(record) != type) {
        throw new IllegalArgumentException("the records of a block must be of one class");
      }
      var bytes = bytesOf(record);
      encoded.add(bytes);
      length = Math.addExact(length, bytes.length + (type == TEXT || type == BYTES ? 4 : 0));
    }
    var block = ByteBuffer.allocate(length).put(type).putInt(records.size());
    for (var bytes : encoded) {
      if (type == TEXT || type == BYTES) {
        block.putInt(bytes.length);
      }
      block.put(bytes);
    }
    return block.flip();
  }

  /**
   * Reads a block.
   *
   * @param block the block, from its position to its limit; its position does not change
   * @return the records
   * @throws IllegalArgumentException if the bytes are no block
   */
  public static List<Object> read(ByteBuffer block) {
    var bytes = block.duplicate();
    try {
      var type = bytes.get();
      var count = bytes.getInt();
      if (type < TEXT || type > DOUBLE || count < 0) {
        throw malformed("type=%d, records=%d".formatted(type, count), null);
      }
      var records = new ArrayList<>(Math.min(count, bytes.remaining()));
      for (var index = 0; index < count; index++) {
        records.add(readRecord(type, bytes));
      }
      if (bytes.hasRemaining()) {
        throw malformed("bytes behind the last record: " + bytes.remaining(), null);
      }
      return records;
    } catch (BufferUnderflowException e) {
      throw malformed("it ends too early", e);
    }
  }

  private static Object readRecord(byte type, ByteBuffer bytes) {
    return switch (type) {
      case LONG -> bytes.getLong();
      case DOUBLE -> bytes.getDouble();
      case TEXT -> new String(readArray(bytes), StandardCharsets.UTF_8);
      default -> readArray(bytes);
    };
  }

  private static byte[] readArray(ByteBuffer bytes) {
    var length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw malformed("a record is said to have " + length + " bytes", null);
    }
    var array = new byte[length];
    bytes.get(array);
    return array;
  }

  private static byte typeOf(Object record) {
    if (record instanceof String) {
      return TEXT;
    }
    if (record instanceof byte[]) {
      return BYTES;
    }
    if (record instanceof Long) {
      return LONG;
    }
    if (record instanceof Double) {
      return DOUBLE;
    }
    throw new IllegalArgumentException(
        "a block cannot have records of %s: use String, byte[], Long or Double"
            .formatted(record.getClass().getName()));
  }

  private static byte[] bytesOf(Object record) {
    if (record instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (record instanceof byte[] bytes) {
      return bytes;
    }
    var number = ByteBuffer.allocate(Long.BYTES);
    return (record instanceof Long value
            ? number.putLong(value)
            : number.putDouble((Double) record))
        .array();
  }

  private static IllegalArgumentException malformed(String reason, @Nullable Throwable cause) {
    return new IllegalArgumentException("the bytes are no block of records: " + reason, cause);
  }
}
