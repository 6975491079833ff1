package dev.sluice.worker.codec;

import dev.sluice.Tuple2;
import org.jspecify.annotations.Nullable;

/** Pairs whose two values have the same classes all through a run, so only the run names them. */
final class PairCodec extends ValueCodec {
  private final ValueCodec first;
  private final ValueCodec second;

  PairCodec(ValueCodec first, ValueCodec second) {
    super(CodecIds.TUPLE2);
    this.first = first;
    this.second = second;
  }

  @Override
  boolean accepts(@Nullable Object value) {
    return value instanceof Tuple2<?, ?> pair
        && first.accepts(pair._1())
        && second.accepts(pair._2());
  }

  @Override
  void write(@Nullable Object value, ValueOutput out) {
    if (!tryWrite(value, out)) {
      throw new IllegalArgumentException("not a pair of the run's classes");
    }
  }

  @Override
  boolean tryWrite(@Nullable Object value, ValueOutput out) {
    return value instanceof Tuple2<?, ?> pair
        && first.tryWrite(pair._1(), out)
        && second.tryWrite(pair._2(), out);
  }

  @Override
  Object read(ValueInput in) {
    Object key = first.read(in);
    return pair(key, second.read(in));
  }

  @Override
  void describe(ByteSink bytes) {
    bytes.putByte(CodecIds.TUPLE2);
    first.describe(bytes);
    second.describe(bytes);
  }

  /** Pairs may hold nulls, although their type does not say so. */
  @SuppressWarnings("NullAway")
  static Tuple2<Object, Object> pair(@Nullable Object first, @Nullable Object second) {
    return new Tuple2<>(first, second);
  }
}
