package dev.sluice.function;

import java.io.Serializable;
import java.util.Iterator;

/**
 * Maps two values to any number. Shipped to the executors once, so it and what it captures must be
 * {@link Serializable}; it may be called again for the same input after a failure.
 *
 * @param <T1> type of the first argument
 * @param <T2> type of the second argument
 * @param <R> type of the results
 */
@FunctionalInterface
public interface FlatMapFunction2<T1, T2, R> extends Serializable {
  /**
   * Calls the function.
   *
   * @param first the first argument
   * @param second the second argument
   * @return the results
   * @throws Exception any failure; the task is tried again and then fails the batch
   */
  Iterator<R> call(T1 first, T2 second) throws Exception;
}
