package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** Values of changing classes: each carries the number of its codec. */
final class AnyCodec extends ValueCodec {
  static final AnyCodec INSTANCE = new AnyCodec();

  private AnyCodec() {
    super(CodecIds.ANY);
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return true;
  }

  @Override
  void write(@Nullable Object value, ValueOutput out) {
    out.any(value);
  }

  @Override
  @Nullable Object read(ValueInput in) {
    return in.any();
  }
}
