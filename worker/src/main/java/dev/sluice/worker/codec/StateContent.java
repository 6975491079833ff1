package dev.sluice.worker.codec;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a range of state at rest says: entries, and in a delta which keys are gone. */
public interface StateContent {
  /** Takes an entry. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes an entry.
     *
     * @param time when the key was touched last, in milliseconds since 1970; 0 if that is not kept
     */
    void take(Object key, @Nullable Object value, long time);
  }

  /** Whether it tells the difference to the ranges before it, and not all of the state. */
  default boolean isDelta() {
    return false;
  }

  /** Whether a time a key is kept. */
  default boolean isTimed() {
    return false;
  }

  /** The number of entries. */
  int size();

  /** Gives all entries. */
  void forEach(Taker taker);

  /** The number of keys that are gone. */
  default int removals() {
    return 0;
  }

  /** Gives all keys that are gone; they go before the entries are put. */
  default void forEachRemoval(Consumer<Object> taker) {}
}
