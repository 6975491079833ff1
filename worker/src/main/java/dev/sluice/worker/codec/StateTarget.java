package dev.sluice.worker.codec;

import org.jspecify.annotations.Nullable;

/** What the ranges of a shard's state are read into, in their order. */
public interface StateTarget {
  /** All that was read before is void: a range with all of the state begins. */
  void clear();

  /** A key is gone. */
  void remove(Object key);

  /**
   * A key has a value.
   *
   * @param time when the key was touched last, in milliseconds since 1970; 0 if that was not kept
   */
  void put(Object key, @Nullable Object value, long time);
}
