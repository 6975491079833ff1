package dev.sluice.function;

import dev.sluice.Tuple2;
import java.io.Serializable;
import java.util.Iterator;

/**
 * Maps one value to any number of pairs. Shipped to the executors once, so it and what it captures
 * must be {@link Serializable}; it may be called again for the same input after a failure.
 *
 * @param <T> type of the argument
 * @param <K> type of the keys
 * @param <V> type of the values
 */
@FunctionalInterface
public interface PairFlatMapFunction<T, K, V> extends Serializable {
  /**
   * Calls the function.
   *
   * @param value the argument
   * @return the result
   * @throws Exception any failure; the task is tried again and then fails the batch
   */
  Iterator<Tuple2<K, V>> call(T value) throws Exception;
}
