package dev.sluice.worker.driver.shared;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.accumulator.CollectionAccumulator;
import dev.sluice.worker.codec.CodecException;
import dev.sluice.worker.codec.StateContent;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.codec.StateTarget;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of accumulators as a manifest has them: one entry in the format of state at rest, in
 * Base64. A list stands for what was collected, the accumulator itself for any other value.
 */
final class AccumulatorValues {
  private final StateFormat format;

  AccumulatorValues(ClassLoader jobClasses) {
    this.format = StateFormat.withClasses(jobClasses);
  }

  /**
   * Writes a value.
   *
   * @throws CodecException if the accumulator, or what it collects, cannot be restored
   */
  String encode(String name, AccumulatorV2<?, ?> value) {
    Object content =
        value instanceof CollectionAccumulator<?> collected
            ? new ArrayList<>(collected.value())
            : value;
    return Base64.getEncoder().encodeToString(format.encode(new Entry(name, content)));
  }

  /**
   * Reads a value.
   *
   * @throws CodecException if it is damaged or does not fit its class
   */
  @SuppressWarnings("unchecked") // written by encode()
  AccumulatorV2<Object, Object> decode(String text) {
    var bytes = Base64.getDecoder().decode(text);
    var value = new Value();
    var unused = format.decode(bytes, 0, bytes.length, value);
    if (value.content instanceof List<?> values) {
      var collected = new CollectionAccumulator<Object>();
      values.forEach(collected::add);
      return (AccumulatorV2<Object, Object>) (AccumulatorV2<?, ?>) collected;
    }
    return (AccumulatorV2<Object, Object>) Objects.requireNonNull(value.content);
  }

  private record Entry(String name, Object content) implements StateContent {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public void forEach(Taker taker) {
      taker.take(name, content, 0);
    }
  }

  private static final class Value implements StateTarget {
    private @Nullable Object content;

    @Override
    public void clear() {
      content = null;
    }

    @Override
    public void remove(Object key) {
      content = null;
    }

    @Override
    public void put(Object key, @Nullable Object value, long time) {
      content = value;
    }
  }
}
