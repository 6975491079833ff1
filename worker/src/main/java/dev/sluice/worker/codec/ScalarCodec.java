package dev.sluice.worker.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of one final class without parts. */
final class ScalarCodec<T> extends ValueCodec {
  private final Class<T> type;
  private final BiConsumer<ByteSink, T> writer;
  private final Function<ByteSource, T> reader;

  ScalarCodec(
      int id, Class<T> type, BiConsumer<ByteSink, T> writer, Function<ByteSource, T> reader) {
    super(id);
    this.type = type;
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return value != null && value.getClass() == type;
  }

  @Override
  void write(@Nullable Object value, ValueOutput out) {
    writer.accept(out.bytes, type.cast(value));
  }

  @Override
  @Nullable Object read(ValueInput in) {
    return reader.apply(in.bytes);
  }
}
