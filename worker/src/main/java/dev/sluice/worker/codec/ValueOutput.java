package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** Where values go: the bytes, and a way to treat objects of classes that have no codec. */
abstract class ValueOutput {
  final ByteSink bytes;

  ValueOutput(ByteSink bytes) {
    this.bytes = bytes;
  }

  /** Returns the codec for values of a class. */
  abstract ValueCodec codecFor(Class<?> type);

  /** Takes a value of a class without a codec. */
  abstract void object(Object value);

  /** Takes an enum constant. */
  void enumConstant(Enum<?> constant) {
    object(constant);
  }

  /** Writes the number of the value's codec and the value. */
  final void any(@Nullable Object value) {
    ValueCodec codec = value == null ? NullCodec.INSTANCE : codecFor(value.getClass());
    bytes.putByte(codec.id());
    codec.write(value, this);
  }
}
