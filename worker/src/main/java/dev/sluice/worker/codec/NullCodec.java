package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** The absence of a value. */
final class NullCodec extends ValueCodec {
  static final NullCodec INSTANCE = new NullCodec();

  private NullCodec() {
    super(CodecIds.NULL);
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return value == null;
  }

  @Override
  void write(@Nullable Object value, ValueOutput out) {
    // The codec says it all.
  }

  @Override
  @Nullable Object read(ValueInput in) {
    return null;
  }
}
