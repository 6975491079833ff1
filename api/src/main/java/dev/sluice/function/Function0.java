package dev.sluice.function;

import java.io.Serializable;

/**
 * Makes a value.
 *
 * @param <R> type of the result
 */
@FunctionalInterface
public interface Function0<R> extends Serializable {
  /**
   * Calls the function.
   *
   * @return the result
   * @throws Exception any failure
   */
  R call() throws Exception;
}
