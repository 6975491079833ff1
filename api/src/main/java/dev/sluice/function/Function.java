package dev.sluice.function;

import java.io.Serializable;

/**
 * Maps one value to another. Shipped to the executors once, so it and what it captures must be
 * {@link Serializable}; it may be called again for the same input after a failure.
 *
 * @param <T1> type of the argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface Function<T1, R> extends Serializable {
  /**
   * Calls the function.
   *
   * @param value the argument
   * @return the result
   * @throws Exception any failure; the task is tried again and then fails the batch
   */
  R call(T1 value) throws Exception;
}
