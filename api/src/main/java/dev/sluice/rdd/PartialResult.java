package dev.sluice.rdd;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What an action with a time limit gives: the exact result if it was there in time, or else what is
 * known without any task, while the action goes on. Thread-safe.
 *
 * @param <R> type of the result
 */
public final class PartialResult<R> {
  private final Future<R> result;
  private final R initialValue;
  private final boolean initialValueFinal;

  private PartialResult(Future<R> result, R initialValue, boolean initialValueFinal) {
    this.result = result;
    this.initialValue = initialValue;
    this.initialValueFinal = initialValueFinal;
  }

  /**
   * Waits for a result, for a time.
   *
   * @param result the result of the action
   * @param timeoutMillis how long to wait
   * @param unknown what is said when that is over
   */
  static <R> PartialResult<R> within(Future<R> result, long timeoutMillis, R unknown) {
    if (timeoutMillis < 0) {
      throw new IllegalArgumentException("the timeout must not be negative: " + timeoutMillis);
    }
    try {
      return new PartialResult<>(result, result.get(timeoutMillis, TimeUnit.MILLISECONDS), true);
    } catch (TimeoutException e) {
      return new PartialResult<>(result, unknown, false);
    } catch (InterruptedException | ExecutionException | CancellationException e) {
      throw failed(e);
    }
  }

  /** {@return the exact result; blocks until the action is complete} */
  public R getFinalValue() {
    try {
      return result.get();
    } catch (InterruptedException | ExecutionException | CancellationException e) {
      throw failed(e);
    }
  }

  /** {@return what was known when the time was over} */
  public R initialValue() {
    return initialValue;
  }

  /** {@return whether that is the exact result} */
  public boolean isInitialValueFinal() {
    return initialValueFinal;
  }

  private static RuntimeException failed(Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof ExecutionException && failure.getCause() instanceof RuntimeException e) {
      return e;
    }
    return new IllegalStateException("the action gave no result: " + failure, failure);
  }

  @Override
  public String toString() {
    return (initialValueFinal ? "(final: " : "(partial: ") + initialValue + ")";
  }
}
