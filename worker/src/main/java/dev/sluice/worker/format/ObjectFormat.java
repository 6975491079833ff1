package dev.sluice.worker.format;

import dev.sluice.format.FileFormat;
import dev.sluice.format.FileSplit;
import dev.sluice.format.RecordWriter;
import dev.sluice.worker.codec.CodecException;
import dev.sluice.worker.codec.StateContent;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.codec.StateTarget;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records of any class, as state at rest is written: each value says what it is, and classes may
 * gain and lose fields. Later versions of Sluice read what this one writes; see {@code
 * docs/file-formats.md}.
 *
 * <pre>
 * file  = "SLOB": 4 bytes, version: 1 byte, codec: 1 byte, chunk …, 0: 4 bytes, records: 8 bytes
 * chunk = length: 4 bytes, entries of codec 1: position in the chunk → record
 * </pre>
 */
final class ObjectFormat implements FileFormat<Object> {
  private static final long serialVersionUID = 1L;
  private static final int MAGIC = 0x534C4F42;
  private static final int VERSION = 1;
  private static final int STATE_CODEC = 1;
  private static final int CHUNK_RECORDS = 1_000;
  private static final int LONGEST_CHUNK = 1 << 30;

  private final transient StateFormat codec;

  ObjectFormat(ClassLoader jobClasses) {
    codec = StateFormat.withClasses(jobClasses);
  }

  @Override
  public void read(FileSplit split, Consumer<? super Object> target) throws IOException {
    try (var content = new DataInputStream(split.open(0))) {
      requireKnown(content);
      var records = 0L;
      for (var chunk = chunk(content); !chunk.isEmpty(); chunk = chunk(content)) {
        records += chunk.size();
        chunk.forEach(target);
      }
      if (records != content.readLong()) {
        throw new IOException("the file is damaged: it has another number of records than it says");
      }
    } catch (EOFException e) {
      throw new IOException("the file is damaged: it ends too early", e);
    }
  }

  /** Reads the next chunk; empty at the end. */
  private List<Object> chunk(DataInputStream content) throws IOException {
    var length = content.readInt();
    if (length < 0 || length > LONGEST_CHUNK) {
      throw new IOException("the file is damaged: a chunk of " + length + " bytes");
    }
    var encoded = content.readNBytes(length);
    if (encoded.length < length) {
      throw new EOFException();
    }
    var records = new ArrayList<Object>();
    try {
      if (length > 0) {
        codec.decode(encoded, 0, length, new Records(records::add));
      }
      return records;
    } catch (CodecException e) {
      throw new IOException("the file is damaged, or of other classes: " + e.getMessage(), e);
    }
  }

  private static void requireKnown(DataInputStream content) throws IOException {
    if (content.readInt() != MAGIC) {
      throw new IOException("not a file that saveAsObjectFiles wrote");
    }
    var version = content.readUnsignedByte();
    var codec = content.readUnsignedByte();
    if (version != VERSION || codec != STATE_CODEC) {
      throw new IOException(
          "the file has version %d and codec %d; this version of Sluice knows %d and %d: use a newer one"
              .formatted(version, codec, VERSION, STATE_CODEC));
    }
  }

  @Override
  public RecordWriter<Object> open(OutputStream target) throws IOException {
    var file = new DataOutputStream(target);
    file.writeInt(MAGIC);
    file.writeByte(VERSION);
    file.writeByte(STATE_CODEC);
    return new Chunks(file);
  }

  private record Chunk(List<Object> records) implements StateContent {
    @Override
    public int size() {
      return records.size();
    }

    @Override
    public void forEach(Taker taker) {
      for (var position = 0; position < records.size(); position++) {
        taker.take((long) position, records.get(position), 0);
      }
    }
  }

  private record Records(Consumer<? super Object> target) implements StateTarget {
    @Override
    public void clear() {
      // Every chunk stands for itself.
    }

    @Override
    public void remove(Object key) {
      throw new CodecException("a chunk of records takes nothing away");
    }

    @Override
    @SuppressWarnings("NullAway") // a record may be null, and travels like any other
    public void put(Object position, @Nullable Object record, long time) {
      target.accept(record);
    }
  }

  private final class Chunks implements RecordWriter<Object> {
    private final DataOutputStream file;
    private final List<Object> chunk = new ArrayList<>();
    private long records;

    Chunks(DataOutputStream file) {
      this.file = file;
    }

    @Override
    public void write(Object record) throws IOException {
      chunk.add(record);
      if (chunk.size() == CHUNK_RECORDS) {
        writeChunk();
      }
    }

    private void writeChunk() throws IOException {
      try {
        var encoded = codec.encode(new Chunk(chunk));
        file.writeInt(encoded.length);
        file.write(encoded);
      } catch (CodecException e) {
        throw new IOException("a record cannot be written: " + e.getMessage(), e);
      }
      records += chunk.size();
      chunk.clear();
    }

    @Override
    public void finish() throws IOException {
      if (!chunk.isEmpty()) {
        writeChunk();
      }
      file.writeInt(0);
      file.writeLong(records);
      file.flush();
    }
  }
}
