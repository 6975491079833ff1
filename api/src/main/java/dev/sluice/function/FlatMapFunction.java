package dev.sluice.function;

import java.io.Serializable;
import java.util.Iterator;

/**
 * Maps one value to any number of values. Shipped to the executors once, so it and what it captures
 * must be {@link Serializable}; it may be called again for the same input after a failure.
 *
 * @param <T> type of the argument
 * @param <R> type of the results
 */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Serializable {
  /**
   * Calls the function.
   *
   * @param value the argument
   * @return the result
   * @throws Exception any failure; the task is tried again and then fails the batch
   */
  Iterator<R> call(T value) throws Exception;
}
