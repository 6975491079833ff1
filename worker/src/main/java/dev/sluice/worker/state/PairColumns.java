package dev.sluice.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * Pairs in the order in which they were added, keys and values in columns: numbers are bare bits
 * there, so that many pairs that wait are no work for the garbage collector. Owned by one thread at
 * a time.
 */
public final class PairColumns {
  private final Cells keys = new Cells();
  private final Cells values = new Cells();

  /** Returns whether a pair takes less room in columns than as an object. */
  public static boolean suit(@Nullable Object key, @Nullable Object value) {
    return key != null && (Primitive.of(key) != null || Primitive.of(value) != null);
  }

  /** Adds a pair. */
  public void add(Object key, @Nullable Object value) {
    keys.add(key);
    values.add(value);
  }

  /** Returns the number of pairs. */
  public int size() {
    return keys.size();
  }

  /** Returns the key of a pair. */
  public Object key(int index) {
    return keys.get(index);
  }

  /** Returns the value of a pair. */
  public @Nullable Object value(int index) {
    return values.getOrNull(index);
  }
}
