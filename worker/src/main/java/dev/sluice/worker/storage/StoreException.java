package dev.sluice.worker.storage;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A call to an object store failed; the message is one line with the cause and the remedy. */
public class StoreException extends RuntimeException {
  private final StoreFailure failure;

  public StoreException(StoreFailure failure, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = requireNonNull(failure, "failure is null");
  }

  public StoreException(StoreFailure failure, String message) {
    this(failure, message, null);
  }

  /** Returns the kind of failure; never decide by the message. */
  public StoreFailure failure() {
    return failure;
  }

  /**
   * Returns whether a failure comes from a store that may answer later, so that nobody is to blame.
   */
  public static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreException store) {
        return store.failure().retriable();
      }
    }
    return false;
  }
}
