package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** How values of some classes become bytes. Stateless, shared by all threads. */
abstract class ValueCodec {
  private final int id;

  ValueCodec(int id) {
    this.id = id;
  }

  final int id() {
    return id;
  }

  /** Returns whether this codec writes the value as the one that readers expect. */
  abstract boolean accepts(@Nullable Object value);

  /** Writes a value that it accepts. */
  abstract void write(@Nullable Object value, ValueOutput out);

  abstract @Nullable Object read(ValueInput in);

  /** Writes the value if it accepts it; else changes nothing that matters and returns false. */
  boolean tryWrite(@Nullable Object value, ValueOutput out) {
    if (!accepts(value)) {
      return false;
    }
    write(value, out);
    return true;
  }

  /** Writes what a reader needs to build this codec. */
  void describe(ByteSink bytes) {
    bytes.putByte(id);
  }
}
