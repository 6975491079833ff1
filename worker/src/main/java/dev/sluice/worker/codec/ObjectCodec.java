package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** Values of classes that have no codec: how is the affair of output and input. */
final class ObjectCodec extends ValueCodec {
  static final ObjectCodec INSTANCE = new ObjectCodec();

  private ObjectCodec() {
    super(CodecIds.OBJECT);
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return value != null && !Codecs.isBuiltIn(value.getClass());
  }

  @Override
  void write(@Nullable Object value, ValueOutput out) {
    if (value == null) {
      throw new IllegalArgumentException("null is no object");
    }
    out.object(value);
  }

  @Override
  Object read(ValueInput in) {
    return in.object();
  }
}
