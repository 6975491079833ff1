package dev.sluice.worker.storage;

import java.util.Collection;
import java.util.List;

/**
 * Named immutable byte arrays: everything durable of a job lives in one.
 *
 * <p>Thread-safe and blocking. Every call ends within the store's time limit, retries included.
 * Keys are relative to the location that the store was opened at, use {@code /} as separator and
 * satisfy {@link StoreKeys#require}. A reader never sees a part of an object: it appears whole or
 * not at all, and a call that returned is visible to every later call of any process.
 *
 * <p>All methods throw {@link StoreException}, whose {@link StoreException#failure()} says whether
 * a repetition can help. All but {@link #createIfAbsent} are safe to repeat.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Stores an object unless the key is taken. Exact under concurrency: of all callers in all
   * processes at most one gets {@code true} for a key. This is what arbitrates between drivers.
   *
   * @param key the name of the object
   * @param content its bytes; not kept, may be changed by the caller afterwards
   * @return {@code true} if this call stored the object, {@code false} if the key was taken
   * @throws StoreException with {@link StoreFailure#AMBIGUOUS} if the request was sent and its
   *     outcome is unknown: read the object back to learn who wrote it
   */
  boolean createIfAbsent(String key, byte[] content);

  /** Stores an object, in place of what the key held before. */
  void put(String key, byte[] content);

  /**
   * Returns the whole object.
   *
   * @throws ObjectNotFoundException if there is no such object
   */
  byte[] get(String key);

  /**
   * Returns a part of an object.
   *
   * @param offset position of the first byte, in bytes
   * @param length number of bytes; the range lies within the object
   * @throws ObjectNotFoundException if there is no such object
   * @throws StoreException with {@link StoreFailure#INVALID} if the object ends before the range
   */
  byte[] getRange(String key, long offset, int length);

  /**
   * Returns all keys with a prefix, in ascending order of their bytes.
   *
   * @param prefix what the keys start with; empty for all
   * @param startAfter only keys greater than this one are returned; empty for all
   */
  List<String> list(String prefix, String startAfter);

  /** Deletes objects; keys that do not exist are ignored. */
  void delete(Collection<String> keys);

  /** Returns whether the object exists. */
  boolean exists(String key);

  /** Releases connections and wakes calls that wait between retries. Idempotent, never throws. */
  @Override
  void close();
}
