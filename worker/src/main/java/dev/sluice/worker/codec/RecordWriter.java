package dev.sluice.worker.codec;

import dev.sluice.Tuple2;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch of records. Used by one thread. Records may be {@code null}; objects of classes
 * without a codec are kept until the run ends, so they must not change before {@link #finish}.
 *
 * <p>Order of calls: any number of {@link #write}, then one {@link #finish} or {@link #finishTo},
 * after which the writer is empty and starts again.
 */
public final class RecordWriter {
  private static final int LONGEST_OBJECT_RUN = 256;
  private static final int SHORT_RUN = 4;
  private static final int LONGEST_MIXED_RUN = 256;
  private static final int HEADER = 12;

  private final RecordFormat format;
  private final ByteSink bytes = new ByteSink(4096);
  private final RecordOutput out = new RecordOutput(bytes);
  private @Nullable ValueCodec shape;
  private int header;
  private int recordsInRun;
  private int records;
  private int bytesPerObject = 64;

  RecordWriter(RecordFormat format) {
    this.format = format;
  }

  /**
   * Adds a record.
   *
   * @throws CodecException if an object cannot be encoded; the writer is then of no more use
   */
  public void write(@Nullable Object record) {
    int position = bytes.position();
    int objects = out.objects.size();
    if (shape == null || !shape.tryWrite(record, out)) {
      out.rollBack(position, objects);
      startRun(record);
    }
    recordsInRun++;
    records++;
    if (out.objects.size() >= LONGEST_OBJECT_RUN
        || (shape == AnyCodec.INSTANCE && recordsInRun >= LONGEST_MIXED_RUN)) {
      endRun();
    }
  }

  /** Returns how many records were added since the last finish. */
  public int count() {
    return records;
  }

  /** Returns about how many bytes the records take. */
  public int sizeInBytes() {
    return bytes.position() + out.objects.size() * bytesPerObject;
  }

  /** Returns the records as bytes and empties the writer. */
  public byte[] finish() {
    endRun();
    byte[] result = bytes.copy(0);
    clear();
    return result;
  }

  /** Appends the records to a buffer and empties the writer. */
  public void finishTo(ByteBuf buffer) {
    endRun();
    buffer.writeBytes(bytes.array(), 0, bytes.position());
    clear();
  }

  private void clear() {
    bytes.position(0);
    records = 0;
  }

  private void startRun(@Nullable Object record) {
    boolean mixed = shape != null && shape != AnyCodec.INSTANCE && recordsInRun < SHORT_RUN;
    endRun();
    ValueCodec next = mixed ? AnyCodec.INSTANCE : shapeOf(record);
    next.describe(bytes);
    header = bytes.position();
    bytes.putInt(0);
    bytes.putInt(0);
    bytes.putInt(0);
    next.write(record, out);
    shape = next;
  }

  private ValueCodec shapeOf(@Nullable Object value) {
    if (value == null) {
      return NullCodec.INSTANCE;
    }
    if (value instanceof Tuple2<?, ?> pair) {
      return new PairCodec(shapeOf(pair._1()), shapeOf(pair._2()));
    }
    return out.codecFor(value.getClass());
  }

  private void endRun() {
    if (shape == null) {
      return;
    }
    int rowsEnd = bytes.position();
    bytes.setInt(header, recordsInRun);
    bytes.setInt(header + 4, rowsEnd - header - HEADER);
    if (!out.objects.isEmpty()) {
      format.writeObjects(out.objects, bytes);
      int length = bytes.position() - rowsEnd;
      bytes.setInt(header + 8, length);
      bytesPerObject = Math.max(1, length / out.objects.size());
      out.objects.clear();
    }
    shape = null;
    recordsInRun = 0;
  }
}
