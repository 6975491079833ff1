package dev.sluice.runtime;

import dev.sluice.accumulator.AccumulatorV2;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What functions that are read on an executor find there; not for job authors. */
public interface TaskValues {
  /**
   * Finds a broadcast value.
   *
   * @param id its number
   * @return gives the value; throws {@link IllegalStateException} if it is not there
   */
  Supplier<Object> broadcast(long id);

  /**
   * Takes note of an accumulator in the hands of a function.
   *
   * @param accumulator the executor's own copy
   */
  void accumulator(AccumulatorV2<?, ?> accumulator);

  /**
   * Reads functions.
   *
   * @param values what they find
   * @param reading reads them
   * @param <T> type of what is read
   * @return what was read
   */
  static <T> T with(TaskValues values, Supplier<T> reading) {
    var before = Holder.CURRENT.get();
    Holder.CURRENT.set(values);
    try {
      return reading.get();
    } finally {
      Holder.CURRENT.set(before);
    }
  }

  /**
   * {@return what functions find that this thread is reading; empty anywhere but on an executor}
   */
  static Optional<TaskValues> current() {
    return Optional.ofNullable(Holder.CURRENT.get());
  }

  /** Keeps the values of the thread. */
  final class Holder {
    private static final ThreadLocal<@Nullable TaskValues> CURRENT = new ThreadLocal<>();

    private Holder() {}
  }
}
