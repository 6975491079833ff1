package dev.sluice.worker.codec;

import dev.sluice.Tuple2;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads batches that a {@link RecordWriter} wrote. Used by one thread. */
public final class RecordReader {
  private static final int DEEPEST_SHAPE = 64;

  private final RecordFormat format;
  private final RecordInput in = new RecordInput();
  private ValueCodec shape = NullCodec.INSTANCE;
  private int recordsLeft;
  private int objectBytes;

  RecordReader(RecordFormat format) {
    this.format = format;
  }

  /** Starts to read a batch; the array must not change until the last record is read. */
  public void reset(byte[] batch, int offset, int length) {
    in.bytes.reset(batch, offset, length);
    recordsLeft = 0;
    objectBytes = 0;
  }

  /** Starts to read a batch: copies all readable bytes, so the buffer may be released at once. */
  public void reset(ByteBuf buffer) {
    byte[] batch = new byte[buffer.readableBytes()];
    buffer.readBytes(batch);
    reset(batch, 0, batch.length);
  }

  /** Returns whether there is another record. */
  public boolean hasNext() {
    return recordsLeft > 0 || in.bytes.remaining() > objectBytes;
  }

  /**
   * Returns the next record, which may be {@code null}.
   *
   * @throws CodecException if the bytes are damaged or a class cannot be found
   */
  public @Nullable Object next() {
    if (recordsLeft == 0) {
      startRun();
    }
    recordsLeft--;
    Object record = shape.read(in);
    if (recordsLeft == 0 && objectBytes > 0) {
      in.bytes.skip(objectBytes);
      objectBytes = 0;
    }
    return record;
  }

  private void startRun() {
    shape = readShape(0);
    recordsLeft = in.bytes.getInt();
    int rowBytes = in.bytes.getInt();
    objectBytes = in.bytes.getInt();
    if (recordsLeft < 1 || rowBytes < 0 || objectBytes < 0) {
      throw new CodecException("damaged run of records: count=" + recordsLeft);
    }
    if (objectBytes > 0) {
      in.objects(format.readObjects(in.bytes, rowBytes, objectBytes));
    }
  }

  private ValueCodec readShape(int depth) {
    if (depth > DEEPEST_SHAPE) {
      throw new CodecException("damaged run of records: pairs nested deeper than " + depth);
    }
    int id = in.bytes.getByte();
    if (id == CodecIds.TUPLE2) {
      ValueCodec first = readShape(depth + 1);
      return new PairCodec(first, readShape(depth + 1));
    }
    return Codecs.byId(id);
  }

  /** Returns the pair at hand; a convenience for pair streams. */
  @SuppressWarnings("unchecked")
  public Tuple2<Object, Object> nextPair() {
    if (next() instanceof Tuple2<?, ?> pair) {
      return (Tuple2<Object, Object>) pair;
    }
    throw new CodecException("a record of a pair stream is no pair");
  }
}
