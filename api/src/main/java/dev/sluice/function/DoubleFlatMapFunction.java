package dev.sluice.function;

import java.io.Serializable;
import java.util.Iterator;

/**
 * Maps one value to any number of numbers. Shipped to the executors once, so it and what it
 * captures must be {@link Serializable}; it may be called again for the same input after a failure.
 *
 * @param <T> type of the argument
 */
@FunctionalInterface
public interface DoubleFlatMapFunction<T> extends Serializable {
  /**
   * Calls the function.
   *
   * @param value the argument
   * @return the result
   * @throws Exception any failure; the task is tried again and then fails the batch
   */
  Iterator<Double> call(T value) throws Exception;
}
