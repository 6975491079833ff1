package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** Longs, small ones in few bytes; a class of its own because most counts are longs. */
final class LongCodec extends ValueCodec {
  static final LongCodec INSTANCE = new LongCodec();

  private LongCodec() {
    super(CodecIds.LONG);
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return value instanceof Long;
  }

  @Override
  boolean tryWrite(@Nullable Object value, ValueOutput out) {
    if (value instanceof Long number) {
      out.bytes.putZigzag(number);
      return true;
    }
    return false;
  }

  @Override
  void write(@Nullable Object value, ValueOutput out) {
    tryWrite(value, out);
  }

  @Override
  Object read(ValueInput in) {
    return in.bytes.getZigzag();
  }
}
