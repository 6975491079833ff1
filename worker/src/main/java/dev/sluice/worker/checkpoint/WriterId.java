package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * Identity of one driver process as a writer of the log.
 *
 * @param epoch its claim
 * @param nonce random text; tells two drivers apart that try the same epoch
 */
public record WriterId(long epoch, String nonce) {
  public WriterId {
    requireNonNull(nonce, "nonce is null");
  }
}
