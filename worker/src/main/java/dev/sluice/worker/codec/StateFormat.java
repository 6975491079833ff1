package dev.sluice.worker.codec;

import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The format of keyed state at rest; thread-safe. Every version of Sluice can read what an earlier
 * one wrote, see {@code docs/checkpoint-format.md}.
 *
 * <pre>
 * +------------+------------+-------------+-----------------------+-------------+
 * | "SLST": 4B | version: 1B| entries: i64| key, value (tagged) …  | CRC-32C: i32|
 * +------------+------------+-------------+-----------------------+-------------+
 * </pre>
 *
 * @see <a href="docs/adr/0003-state-at-rest.md">ADR 3</a>
 */
public final class StateFormat {
  /** The version that this program writes. */
  public static final int VERSION = 1;

  private static final int MAGIC = 0x534C5354;
  private static final int HEADER = 4 + 1 + 8;
  private static final int TRAILER = 4;

  private final StateObjects objects;

  private StateFormat(StateObjects objects) {
    this.objects = objects;
  }

  /** Returns the format with the classes of a job, to write and to read. */
  public static StateFormat withClasses(ClassLoader classLoader) {
    return new StateFormat(new ClassObjects(classLoader));
  }

  /**
   * Returns the format without classes, to read only: objects are {@link GenericObject}s and enum
   * constants {@link GenericEnum}s.
   */
  public static StateFormat generic() {
    return new StateFormat(new GenericObjects());
  }

  /** What hands all its entries to an encoder. */
  @FunctionalInterface
  public interface Entries {
    void forEach(BiConsumer<Object, Object> consumer);
  }

  /**
   * Encodes the entries of one shard.
   *
   * @param size number of entries
   * @throws CodecException if a key or value is of a class that cannot be restored
   */
  public byte[] encode(int size, Entries entries) {
    ByteSink bytes = new ByteSink(HEADER + 32 * size + TRAILER);
    bytes.putInt(MAGIC);
    bytes.putByte(VERSION);
    bytes.putLong(size);
    StateOutput out = new StateOutput(bytes, objects);
    entries.forEach(
        (key, value) -> {
          out.any(key);
          out.any(value);
        });
    bytes.putInt(checksum(bytes.array(), 0, bytes.position()));
    return bytes.copy(0);
  }

  /**
   * Decodes the entries of one shard.
   *
   * @return the number of entries
   * @throws CodecException if the bytes are damaged or a class does not fit them
   */
  public long decode(
      byte[] encoded, int offset, int length, BiConsumer<Object, @Nullable Object> consumer) {
    StateInput in = new StateInput(objects);
    in.bytes.reset(encoded, offset, length);
    requireIntact(in.bytes, encoded, offset, length);
    in.bytes.reset(encoded, offset + HEADER - 8, length - HEADER + 8 - TRAILER);
    long entries = in.bytes.getLong();
    for (long i = 0; i < entries; i++) {
      Object key = in.any();
      if (key == null) {
        throw new CodecException("damaged state: entry " + i + " has no key");
      }
      consumer.accept(key, in.any());
    }
    if (in.bytes.remaining() != 0) {
      throw new CodecException(
          "damaged state: bytes after the last entry: " + in.bytes.remaining());
    }
    return entries;
  }

  private static void requireIntact(ByteSource bytes, byte[] encoded, int offset, int length) {
    if (length < HEADER + TRAILER || bytes.getInt() != MAGIC) {
      throw new CodecException("not the state of a shard: bytes=" + length);
    }
    int version = bytes.getByte();
    if (version != VERSION) {
      throw new CodecException(
          "state has format version "
              + version
              + ", this version of Sluice knows "
              + VERSION
              + "; use a newer Sluice");
    }
    int body = length - TRAILER;
    bytes.skip(body - 5);
    if (bytes.getInt() != checksum(encoded, offset, body)) {
      throw new CodecException("damaged state: the checksum does not match its bytes");
    }
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
