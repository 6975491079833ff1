package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** Enum constants by name, at rest; in flight they are objects like any other. */
final class EnumCodec extends ValueCodec {
  EnumCodec() {
    super(CodecIds.ENUM);
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return value instanceof Enum<?>;
  }

  @Override
  void write(@Nullable Object value, ValueOutput out) {
    if (!(value instanceof Enum<?> constant)) {
      throw new IllegalArgumentException("not an enum constant: " + value);
    }
    out.enumConstant(constant);
  }

  @Override
  Object read(ValueInput in) {
    return in.enumConstant();
  }
}
