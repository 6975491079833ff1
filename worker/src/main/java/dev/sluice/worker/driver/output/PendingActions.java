package dev.sluice.worker.driver.output;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Actions that do not block the thread which began them: each waits for its results on a thread of
 * its own, of which there are few. Those on the data of an output operation are waited for when its
 * function has returned. Thread-safe.
 */
final class PendingActions {
  private static final int MOST_AT_A_TIME = 16;

  private final Semaphore places = new Semaphore(MOST_AT_A_TIME, true);
  private final ConcurrentLinkedQueue<Pending> ofOperation = new ConcurrentLinkedQueue<>();

  private record Pending(CompletableFuture<?> result, CompletableFuture<Void> over) {}

  /**
   * Begins an action.
   *
   * @param isOfOperation whether it reads data of the output operation that is being called
   * @param action runs it and waits for its result
   * @return the result; to cancel it has no effect on the tasks
   */
  <R> CompletableFuture<R> begin(boolean isOfOperation, Supplier<R> action) {
    places.acquireUninterruptibly();
    var result = new CompletableFuture<R>();
    var over = new CompletableFuture<Void>();
    if (isOfOperation) {
      ofOperation.add(new Pending(result, over));
    }
    var thread =
        new Thread(
            () -> {
              try {
                result.complete(action.get());
              } catch (RuntimeException | LinkageError | StackOverflowError e) {
                result.completeExceptionally(e);
              } finally {
                places.release();
                over.complete(null);
              }
            },
            "asynchronous-action");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Waits for the actions of the output operation; gives what the first of them failed with. */
  Optional<RuntimeException> awaitOperation() {
    Optional<RuntimeException> failure = Optional.empty();
    for (var pending = ofOperation.poll(); pending != null; pending = ofOperation.poll()) {
      pending.over().join();
      var failed = failureOf(pending.result());
      failure = failure.isPresent() ? failure : failed;
    }
    return failure;
  }

  private static Optional<RuntimeException> failureOf(CompletableFuture<?> result) {
    try {
      result.join();
      return Optional.empty();
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.of(e.getCause() instanceof RuntimeException cause ? cause : e);
    }
  }
}
