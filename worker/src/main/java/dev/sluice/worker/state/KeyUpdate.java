package dev.sluice.worker.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the value of a key after a batch, or null for none. */
@FunctionalInterface
public interface KeyUpdate {
  /**
   * Updates a key.
   *
   * @param key the key
   * @param added what was added for it, in order; the list is the callee's
   * @param before its value before, null for a key that is new
   */
  @Nullable Object of(Object key, List<Object> added, @Nullable Object before);
}
