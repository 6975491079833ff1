package dev.sluice.worker.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values that hold values of any class, each with its own number. */
final class ContainerCodec<T> extends ValueCodec {
  private final Class<T> type;
  private final BiConsumer<ValueOutput, T> writer;
  private final Function<ValueInput, T> reader;

  ContainerCodec(
      int id, Class<T> type, BiConsumer<ValueOutput, T> writer, Function<ValueInput, T> reader) {
    super(id);
    this.type = type;
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return type.isInstance(value);
  }

  @Override
  void write(@Nullable Object value, ValueOutput out) {
    writer.accept(out, type.cast(value));
  }

  @Override
  @Nullable Object read(ValueInput in) {
    return reader.apply(in);
  }
}
