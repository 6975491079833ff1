package dev.sluice.operator.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the key before anything is decided: a job that is made without it would have no token.
 *
 * @param file where a kubelet shows it
 * @param patience how long to wait for the file of a Secret that is there; kubelets take up to two
 *     minutes
 */
record KeyAtStart(Path file, Duration patience) {
  private static final Logger LOG = LoggerFactory.getLogger(KeyAtStart.class);
  private static final long LOOK_MILLIS = 250;

  /**
   * Returns the key in a Secret of somebody else's.
   *
   * @throws IllegalStateException if it does not come
   */
  KeyFile given() {
    String text =
        present()
            .orElseGet(
                () -> awaited("the Secret that is mounted there has no entry " + KeySecret.ENTRY));
    return KeyFile.given(file, text);
  }

  /**
   * Returns the key in the operator's own Secret, which is made if it is not there.
   *
   * @throws IllegalStateException if somebody else has made it, and it does not come
   */
  KeyFile own(KeySecret secret) {
    String text =
        present()
            .or(() -> made(secret))
            .orElseGet(
                () ->
                    awaited(
                        "Secret %s of namespace %s is there, but its entry %s is missing, or it is not mounted there"
                            .formatted(secret.name(), secret.namespace(), KeySecret.ENTRY)));
    return KeyFile.given(file, text);
  }

  private Optional<String> present() {
    try {
      return KeyFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the keys of the REST API's tokens can't be read", e);
    }
  }

  private static Optional<String> made(KeySecret secret) {
    Optional<String> key = secret.create();
    key.ifPresent(
        made ->
            LOG.info(
                "made Secret {} in namespace {} with a key for tokens of the REST API",
                secret.name(),
                secret.namespace()));
    return key;
  }

  private String awaited(String reason) {
    LOG.info("waiting for the keys of the REST API's tokens in {}", file);
    var found = new CompletableFuture<String>();
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    try {
      var unused =
          thread.scheduleWithFixedDelay(() -> look(found), 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "no key for tokens of the REST API in %s after %d s: %s"
              .formatted(file, patience.toSeconds(), reason),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before there was a key in " + file, e);
    } finally {
      thread.shutdownNow();
    }
  }

  private void look(CompletableFuture<String> found) {
    try {
      present().ifPresent(found::complete);
    } catch (UncheckedIOException e) {
      found.completeExceptionally(e);
    }
  }
}
