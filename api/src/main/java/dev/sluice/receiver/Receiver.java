package dev.sluice.receiver;

import dev.sluice.StorageLevel;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source of records that runs on a worker for as long as the job does.
 *
 * <p>The engine serialises it, calls {@link #onStart} on the worker that hosts it, and {@link
 * #onStop} when it is to end. {@code onStart} must not block: start threads there, and let them end
 * when {@link #isStopped} says so. After a failure of the worker the receiver starts again on
 * another one, for ever. Every start is on a fresh copy of the object that the program made.
 *
 * <p>Threads. {@code onStart} and {@code onStop} are called by one thread, one after the other. All
 * methods of this class may be called by any thread once {@code onStart} was called.
 *
 * <p>Guarantees. {@link #store(Object)} is unreliable: records that were buffered and not yet in a
 * block are lost with the worker. {@link #store(Iterator)} and its kin return only when the block
 * is on as many workers as {@link #storageLevel} asks for and the driver knows it; acknowledge to
 * the source after that and nothing acknowledged is lost with one worker. A source that can be read
 * again from a position should store blocks with {@link #store(Iterator, String)} and begin at
 * {@link #lastPosition}: then nothing is lost or stored twice, whichever process dies.
 *
 * @param <T> type of the records
 */
public abstract class Receiver<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final StorageLevel storageLevel;
  private transient volatile @Nullable ReceiverSupervisor supervisor;

  /**
   * Creates a receiver.
   *
   * @param storageLevel where its blocks are kept
   */
  protected Receiver(StorageLevel storageLevel) {
    this.storageLevel = storageLevel;
  }

  /** Starts to receive; returns at once. */
  public abstract void onStart();

  /** Ends what {@link #onStart} began; may wait for threads for a short time. */
  public abstract void onStop();

  /**
   * Says where the receiver should run; called on the driver. If no receiver worker is there when
   * it starts, it runs on another one.
   *
   * @return host name or address of a machine, or name of a worker, or empty for any
   */
  public Optional<String> preferredLocation() {
    return Optional.empty();
  }

  /** {@return where the blocks are kept} */
  public final StorageLevel storageLevel() {
    return storageLevel;
  }

  /**
   * Stores one record, without a guarantee. It is buffered for the next block; waits while the rate
   * limit says so, or while blocks wait to be stored.
   *
   * @param item the record
   */
  public final void store(T item) {
    supervisor().storeOne(item);
  }

  /**
   * Stores records as one block and returns when it is safe.
   *
   * @param items the records; none makes no block
   */
  public final void store(Iterator<T> items) {
    if (items.hasNext()) {
      supervisor().storeBlock(items, null);
    }
  }

  /**
   * Stores records as one block and returns when it is safe.
   *
   * @param items the records; an empty list makes no block
   */
  public final void store(List<T> items) {
    store(items.iterator());
  }

  /**
   * Stores records as one block together with where the source stands after it; returns when it is
   * safe. This is Spark's {@code store} with metadata, which here are a position to go on from.
   *
   * @param items the records; none makes no block
   * @param position the source's own word for the place after the last record; at most 1,024
   *     characters
   */
  public final void store(Iterator<T> items, String position) {
    if (position.length() > 1024) {
      throw new IllegalArgumentException(
          "a position has at most 1024 characters: " + position.length());
    }
    if (items.hasNext()) {
      supervisor().storeBlock(items, position);
    }
  }

  /**
   * Stores records as one block together with where the source stands after it; returns when it is
   * safe.
   *
   * @param items the records; an empty list makes no block
   * @param position the source's own word for the place after the last record; at most 1,024
   *     characters
   */
  public final void store(List<T> items, String position) {
    store(items.iterator(), position);
  }

  /**
   * Stores the records of a {@link RecordBlock} as one block and returns when it is safe.
   *
   * @param block the block, from its position to its limit
   * @throws IllegalArgumentException if the bytes are no block
   */
  public final void store(ByteBuffer block) {
    store(records(block));
  }

  /**
   * Stores the records of a {@link RecordBlock} together with where the source stands after it;
   * returns when it is safe.
   *
   * @param block the block, from its position to its limit
   * @param position the source's own word for the place after the last record; at most 1,024
   *     characters
   * @throws IllegalArgumentException if the bytes are no block
   */
  public final void store(ByteBuffer block, String position) {
    store(records(block), position);
  }

  @SuppressWarnings("unchecked") // the program says what its source sends
  private Iterator<T> records(ByteBuffer block) {
    return (Iterator<T>) RecordBlock.read(block).iterator();
  }

  /**
   * Gives the position that the last stored block of this stream came with, also when another
   * worker stored it.
   *
   * @return the position to go on from, or empty when nothing was stored with one
   */
  public final Optional<String> lastPosition() {
    return supervisor().lastPosition();
  }

  /**
   * Stops and starts again after the configured delay ({@code streaming.receiverRestartDelay}).
   *
   * @param message why, for the record
   */
  public final void restart(String message) {
    supervisor().restart(message, null, supervisor().restartDelay());
  }

  /**
   * Stops and starts again after the configured delay.
   *
   * @param message why, for the record
   * @param error the cause
   */
  public final void restart(String message, Throwable error) {
    supervisor().restart(message, error, supervisor().restartDelay());
  }

  /**
   * Stops and starts again after a delay.
   *
   * @param message why, for the record
   * @param error the cause
   * @param delayMillis how long to wait, in milliseconds
   */
  public final void restart(String message, Throwable error, int delayMillis) {
    supervisor().restart(message, error, Duration.ofMillis(delayMillis));
  }

  /**
   * Stops for good; the stream gives no more records.
   *
   * @param message why, for the record
   */
  public final void stop(String message) {
    supervisor().stop(message, null);
  }

  /**
   * Stops for good; the stream gives no more records.
   *
   * @param message why, for the record
   * @param error the cause
   */
  public final void stop(String message, Throwable error) {
    supervisor().stop(message, error);
  }

  /**
   * Puts an error on record.
   *
   * @param message what happened
   * @param error the cause
   */
  public final void reportError(String message, Throwable error) {
    supervisor().reportError(message, error);
  }

  /** {@return whether the receiver runs} */
  public final boolean isStarted() {
    var running = supervisor;
    return running != null && !running.isStopped();
  }

  /** {@return whether the receiver was told to stop, so that its threads must end} */
  public final boolean isStopped() {
    var running = supervisor;
    return running == null || running.isStopped();
  }

  /** {@return the number of the receiver's stream in the job, from 0} */
  public final int streamId() {
    return supervisor().streamId();
  }

  /**
   * Gives the receiver its engine; called by the engine before {@link #onStart}.
   *
   * @param engineSide the engine's side
   */
  public final void attach(ReceiverSupervisor engineSide) {
    supervisor = engineSide;
  }

  private ReceiverSupervisor supervisor() {
    var running = supervisor;
    if (running == null) {
      throw new IllegalStateException(
          "a receiver can store and stop only after the engine has started it");
    }
    return running;
  }
}
