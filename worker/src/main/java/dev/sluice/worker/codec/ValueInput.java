package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** Where values come from; the counterpart of {@link ValueOutput}. */
abstract class ValueInput {
  final ByteSource bytes = new ByteSource();

  /** Returns the next value of a class without a codec. */
  abstract Object object();

  /** Returns the next enum constant, or what stands for it. */
  Object enumConstant() {
    throw new CodecException("enum constant where none can be");
  }

  /** Reads the number of a codec and its value. */
  final @Nullable Object any() {
    return Codecs.byId(bytes.getByte()).read(this);
  }
}
