package dev.sluice.function;

import java.io.Serializable;

/**
 * Does something with one value. Shipped to the executors once, so it and what it captures must be
 * {@link Serializable}; it may be called again for the same input after a failure.
 *
 * @param <T> type of the argument
 */
@FunctionalInterface
public interface VoidFunction<T> extends Serializable {
  /**
   * Calls the function.
   *
   * @param value the argument
   * @throws Exception any failure; the task is tried again and then fails the batch
   */
  void call(T value) throws Exception;
}
