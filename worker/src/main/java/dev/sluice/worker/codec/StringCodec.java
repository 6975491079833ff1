package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** Strings; a class of its own because most records hold one. */
final class StringCodec extends ValueCodec {
  static final StringCodec INSTANCE = new StringCodec();

  private StringCodec() {
    super(CodecIds.STRING);
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return value instanceof String;
  }

  @Override
  boolean tryWrite(@Nullable Object value, ValueOutput out) {
    if (value instanceof String text) {
      out.bytes.putString(text);
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
    return in.bytes.getString();
  }
}
