package dev.sluice.function;

import java.util.function.Supplier;

/**
 * A function without arguments, such as one that makes a context. It is a {@link Supplier} too, so
 * that both can be given where the API takes a supplier.
 *
 * @param <R> type of the result
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // both do the same
public interface Function0<R> extends Supplier<R> {
  /**
   * Calls the function.
   *
   * @return the result
   * @throws Exception any failure
   */
  R call() throws Exception;

  /**
   * Calls the function.
   *
   * @return the result
   * @throws IllegalStateException with what {@link #call} threw as its cause, if that is checked
   */
  @Override
  default R get() {
    try {
      return call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the function failed: " + e, e);
    }
  }
}
