package dev.sluice.rdd;

import dev.sluice.function.Function0;

/**
 * Calls the program's functions on the driver, where an action puts its partial results together.
 */
final class OnDriver {
  private OnDriver() {}

  static <R> R call(String action, Function0<R> function) {
    try {
      return function.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "a function of %s failed: %s".formatted(action, e.getMessage()), e);
    }
  }
}
