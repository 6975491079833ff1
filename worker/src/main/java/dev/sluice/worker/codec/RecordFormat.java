package dev.sluice.worker.codec;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.fory.Fory;
import org.apache.fory.ThreadSafeFory;
import org.apache.fory.memory.MemoryBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The format of records in flight between the processes of one job; thread-safe. One version of the
 * program writes and reads it, so it is free to change.
 *
 * <p>Bytes are a sequence of runs, each of records of one shape:
 *
 * <pre>
 * +-----------------+-------------+------------+---------------+------+-------------------+
 * | shape: codec id | records: i32| rows: i32  | objects: i32  | rows | objects           |
 * | (pairs nested)  |             | (bytes)    | (bytes)       |      | (Fory, one list)  |
 * +-----------------+-------------+------------+---------------+------+-------------------+
 * </pre>
 */
public final class RecordFormat {
  private static final int DEEPEST_OBJECT = 2_000;

  private final ClassLoader classLoader;
  private volatile @Nullable ThreadSafeFory fory;

  /**
   * Makes a format.
   *
   * @param classLoader where classes of records are found: that of the job
   */
  public RecordFormat(ClassLoader classLoader) {
    this.classLoader = requireNonNull(classLoader, "classLoader is null");
  }

  /** Returns a new writer. */
  public RecordWriter newWriter() {
    return new RecordWriter(this);
  }

  /** Returns a new reader. */
  public RecordReader newReader() {
    return new RecordReader(this);
  }

  void writeObjects(List<Object> objects, ByteSink bytes) {
    try {
      byte[] encoded = fory().serialize(objects);
      bytes.putBytes(encoded, 0, encoded.length);
    } catch (StackOverflowError e) {
      throw new CodecException(
          "cannot send a record of "
              + classOf(objects)
              + ": it refers to itself or is nested too deeply; send a flat value",
          e);
    } catch (RuntimeException e) {
      throw new CodecException(
          "cannot send a record of " + classOf(objects) + ": " + e.getMessage(), e);
    }
  }

  List<?> readObjects(ByteSource bytes, int ahead, int length) {
    if (ahead > bytes.remaining() || length > bytes.remaining() - ahead) {
      throw new CodecException(
          "encoded data ends too early: needed=" + length + ", remaining=" + bytes.remaining());
    }
    try {
      MemoryBuffer buffer =
          MemoryBuffer.fromByteArray(bytes.array(), bytes.position() + ahead, length);
      if (fory().deserialize(buffer) instanceof List<?> objects) {
        return objects;
      }
    } catch (RuntimeException e) {
      throw new CodecException("cannot read records: " + e.getMessage(), e);
    }
    throw new CodecException("cannot read records: no list of objects");
  }

  private static String classOf(List<Object> objects) {
    return objects.get(0).getClass().getName();
  }

  /** Made at the first object: most jobs' records have codecs, and it takes a tenth of a second. */
  private ThreadSafeFory fory() {
    var known = fory;
    return known == null ? make() : known;
  }

  private synchronized ThreadSafeFory make() {
    var known = fory;
    if (known == null) {
      known =
          Fory.builder()
              .withXlang(false)
              .withRefTracking(false)
              .requireClassRegistration(false)
              .suppressClassRegistrationWarnings(true)
              .withMaxDepth(DEEPEST_OBJECT)
              .withClassLoader(classLoader)
              // Serializers are interpreted until they are compiled, so no first batch waits.
              .withAsyncCompilation(true)
              .buildThreadLocalFory();
      fory = known;
    }
    return known;
  }
}
