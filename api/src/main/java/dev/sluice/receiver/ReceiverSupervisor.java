package dev.sluice.receiver;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of a running receiver; receivers reach it through the methods of {@link
 * Receiver}. Thread-safe.
 */
public interface ReceiverSupervisor {
  /**
   * Buffers one record for the next block; waits while the rate limit or a full buffer says so.
   *
   * @param item the record
   */
  void storeOne(Object item);

  /**
   * Stores a block and returns when it is on as many workers as the storage level asks for and the
   * driver knows it.
   *
   * @param items the records, not empty
   * @param position where the source stands after this block, or null
   */
  void storeBlock(Iterator<?> items, @Nullable String position);

  /**
   * Stops the receiver and starts it again after a delay, on another worker if need be.
   *
   * @param message why
   * @param error the cause, or null
   * @param delay how long to wait
   */
  void restart(String message, @Nullable Throwable error, Duration delay);

  /**
   * Stops the receiver for good.
   *
   * @param message why
   * @param error the cause, or null
   */
  void stop(String message, @Nullable Throwable error);

  /**
   * Puts an error on record without stopping anything.
   *
   * @param message what happened
   * @param error the cause
   */
  void reportError(String message, Throwable error);

  /** {@return whether the receiver was told to stop} */
  boolean isStopped();

  /** {@return the number of the receiver's stream in the job, from 0} */
  int streamId();

  /** {@return the delay before a restart when none is given} */
  Duration restartDelay();

  /** {@return the position of the last block of this stream that was stored, in any attempt} */
  Optional<String> lastPosition();
}
