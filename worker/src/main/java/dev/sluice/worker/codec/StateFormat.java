package dev.sluice.worker.codec;

import static java.util.Objects.requireNonNull;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The format of keyed state at rest; thread-safe. Every version of Sluice can read what an earlier
 * one wrote, see {@code docs/checkpoint-format.md}.
 *
 * <pre>
 * +------------+------------+----------+-------------+--------------------+---------------------+-----------+
 * | "SLST": 4B | version: 1B| flags: 1B| entries: i64| if delta: removals | key, value[, time] …| CRC-32C: 4B|
 * +------------+------------+----------+-------------+--------------------+---------------------+-----------+
 * </pre>
 *
 * @see <a href="docs/adr/0003-state-at-rest.md">ADR 3</a>
 */
public final class StateFormat {
  /** The version that this program writes. */
  public static final int VERSION = 2;

  private static final int MAGIC = 0x534C5354;
  private static final int DELTA = 1;
  private static final int TIMED = 2;
  private static final int PROLOGUE = 4 + 1;
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

  /**
   * Encodes entries of one shard.
   *
   * @throws CodecException if a key or value is of a class that cannot be restored
   */
  public byte[] encode(StateContent content) {
    ByteSink bytes = new ByteSink(PROLOGUE + 9 + 32 * content.size() + TRAILER);
    bytes.putInt(MAGIC);
    bytes.putByte(VERSION);
    bytes.putByte((content.isDelta() ? DELTA : 0) | (content.isTimed() ? TIMED : 0));
    bytes.putLong(content.size());
    StateOutput out = new StateOutput(bytes, objects);
    if (content.isDelta()) {
      bytes.putVarint(content.removals());
      content.forEachRemoval(out::any);
    }
    content.forEach(content.isTimed() ? timed(out) : (key, value, time) -> put(out, key, value));
    bytes.putInt(checksum(bytes.array(), 0, bytes.position()));
    return bytes.copy(0);
  }

  /**
   * Returns a copy of a value, as a restore would give it.
   *
   * @throws CodecException if it is of a class that cannot be restored
   */
  public <T> T copy(T value) {
    ByteSink bytes = new ByteSink(64);
    new StateOutput(bytes, objects).any(value);
    StateInput in = new StateInput(objects);
    in.bytes.reset(bytes.array(), 0, bytes.position());
    @SuppressWarnings("unchecked") // a value comes back as its class
    T copied = (T) requireNonNull(in.any());
    return copied;
  }

  private static void put(StateOutput out, Object key, @Nullable Object value) {
    out.any(key);
    out.any(value);
  }

  private static StateContent.Taker timed(StateOutput out) {
    var before = new long[1];
    return (key, value, time) -> {
      put(out, key, value);
      out.bytes.putZigzag(time - before[0]);
      before[0] = time;
    };
  }

  /**
   * Decodes a range of one shard, after those before it.
   *
   * @return the number of entries in the range
   * @throws CodecException if the bytes are damaged or a class does not fit them
   */
  public long decode(byte[] encoded, int offset, int length, StateTarget target) {
    StateInput in = new StateInput(objects);
    in.bytes.reset(encoded, offset, length);
    int version = requireIntact(in.bytes, encoded, offset, length);
    in.bytes.reset(encoded, offset + PROLOGUE, length - PROLOGUE - TRAILER);
    int flags = version == 1 ? 0 : in.bytes.getByte();
    long entries = in.bytes.getLong();
    if ((flags & DELTA) == 0) {
      target.clear();
    } else {
      for (long left = in.bytes.getVarint(); left > 0; left--) {
        target.remove(key(in));
      }
    }
    readEntries(in, entries, (flags & TIMED) != 0, target);
    return entries;
  }

  private static void readEntries(StateInput in, long entries, boolean timed, StateTarget target) {
    long time = 0;
    for (long i = 0; i < entries; i++) {
      Object key = key(in);
      Object value = in.any();
      time = timed ? time + in.bytes.getZigzag() : 0;
      target.put(key, value, time);
    }
    if (in.bytes.remaining() != 0) {
      throw new CodecException(
          "damaged state: bytes after the last entry: " + in.bytes.remaining());
    }
  }

  private static Object key(StateInput in) {
    Object key = in.any();
    if (key == null) {
      throw new CodecException("damaged state: an entry has no key");
    }
    return key;
  }

  /** Returns the version of the format. */
  private static int requireIntact(ByteSource bytes, byte[] encoded, int offset, int length) {
    if (length < PROLOGUE + 8 + TRAILER || bytes.getInt() != MAGIC) {
      throw new DamagedStateException("not the state of a shard: bytes=" + length);
    }
    int version = bytes.getByte();
    int body = length - TRAILER;
    bytes.skip(body - PROLOGUE);
    if (bytes.getInt() != checksum(encoded, offset, body)) {
      throw new DamagedStateException("damaged state: the checksum does not match its bytes");
    }
    if (version < 1 || version > VERSION) {
      throw new CodecException(
          "state has format version "
              + version
              + ", this version of Sluice knows up to "
              + VERSION
              + "; use a newer Sluice");
    }
    return version;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
