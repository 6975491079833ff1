package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects of the log one after the other. Used by one thread.
 *
 * <p>INVARIANT: the object with {@link #nextSequence} is the only one that this writer may have
 * tried and not finished, and a repetition carries the same bytes. So an object with this writer's
 * id under that sequence is that attempt, and any other proves a newer driver.
 */
final class LogWriter {
  private final ObjectStore store;
  private final String root;
  private final WriterId writer;
  private volatile long nextSequence;
  private byte @Nullable [] unfinished;
  private List<LogRecord> unfinishedRecords = List.of();
  private @Nullable FencedException fenced;

  LogWriter(ObjectStore store, String root, WriterId writer, long nextSequence) {
    this.store = store;
    this.root = root;
    this.writer = writer;
    this.nextSequence = nextSequence;
  }

  /** Returns the epoch of this writer. */
  long epoch() {
    return writer.epoch();
  }

  /** Returns the sequence that the next object gets. */
  long nextSequence() {
    return nextSequence;
  }

  /**
   * Makes records durable as one object. After a {@link StoreException} call it again with the same
   * records.
   *
   * @return the sequence of the object
   * @throws FencedException if another driver has the sequence; nothing is written ever after
   * @throws IllegalArgumentException if these are not the records of the attempt that failed
   */
  long write(List<LogRecord> records) {
    if (fenced != null) {
      throw fenced;
    }
    byte[] content = unfinished;
    if (content == null) {
      content =
          LogText.encode(new LogObject(CheckpointJson.LOG_FORMAT, nextSequence, writer, records));
      unfinished = content;
      unfinishedRecords = List.copyOf(records);
    } else if (!records.equals(unfinishedRecords)) {
      throw new IllegalArgumentException(
          "object " + nextSequence + " of the log was tried with other records");
    }
    String key = root + CheckpointKeys.log(nextSequence);
    boolean stored = createOrFindOwn(key, content);
    if (!stored) {
      WriterId other = CheckpointJson.logObject(key, store.get(key)).writer();
      if (!other.equals(writer)) {
        fenced = new FencedException(nextSequence, writer, other);
        throw fenced;
      }
    }
    unfinished = null;
    long written = nextSequence;
    nextSequence = written + 1;
    return written;
  }

  /**
   * Looks whether another driver has appended. Safe from any thread.
   *
   * @throws FencedException if so
   */
  void requireCurrent() {
    for (long sequence : new LogReader(store, root, Runnable::run).sequencesFrom(nextSequence)) {
      String key = root + CheckpointKeys.log(sequence);
      WriterId other = CheckpointJson.logObject(key, store.get(key)).writer();
      if (!other.equals(writer)) {
        throw new FencedException(sequence, writer, other);
      }
    }
  }

  private boolean createOrFindOwn(String key, byte[] content) {
    try {
      return store.createIfAbsent(key, content);
    } catch (StoreException e) {
      if (e.failure() != StoreFailure.AMBIGUOUS) {
        throw e;
      }
      return resolve(key, e);
    }
  }

  /** Returns false if the object is there by now, ours or not; else the attempt is repeated. */
  private boolean resolve(String key, StoreException ambiguous) {
    try {
      store.get(key);
      return false;
    } catch (ObjectNotFoundException e) {
      throw ambiguous;
    }
  }
}
