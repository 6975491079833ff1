package dev.sluice.function;

import java.io.Serializable;

/**
 * Maps three values to one. Shipped to the executors once, so it and what it captures must be
 * {@link Serializable}; it may be called again for the same input after a failure.
 *
 * @param <T1> type of the first argument
 * @param <T2> type of the second argument
 * @param <T3> type of the third argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface Function3<T1, T2, T3, R> extends Serializable {
  /**
   * Calls the function.
   *
   * @param first the first argument
   * @param second the second argument
   * @param third the third argument
   * @return the result
   * @throws Exception any failure; the task is tried again and then fails the batch
   */
  R call(T1 first, T2 second, T3 third) throws Exception;
}
