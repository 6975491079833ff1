package dev.sluice.worker.state;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Open addressing with linear probing; keys and values in one array, so that a lookup touches one
 * or two cache lines. A removal moves later entries back, so there are no tombstones.
 *
 * <p>The slot is taken from the high bits of a product: the low bits of a key's mixed hash are the
 * same all over a shard.
 */
final class HashTable {
  private static final int SMALLEST = 8;

  /** Key at {@code 2 * slot}, value after it; both null in a free slot. */
  private @Nullable Object[] cells = new @Nullable Object[2 * SMALLEST];

  private int size;

  int size() {
    return size;
  }

  @Nullable Object get(Object key) {
    return cells[2 * slotOf(key) + 1];
  }

  void put(Object key, Object value) {
    int slot = slotOf(key);
    if (cells[2 * slot] == null) {
      insertAt(slot, key, value);
    } else {
      cells[2 * slot + 1] = value;
    }
  }

  @Nullable Object remove(Object key) {
    int slot = slotOf(key);
    Object value = cells[2 * slot + 1];
    if (value != null) {
      removeAt(slot);
    }
    return value;
  }

  /** Returns the slot of the key, or the free slot where it would be. */
  int slotOf(Object key) {
    int mask = cells.length / 2 - 1;
    int slot = home(key, mask);
    while (true) {
      Object candidate = cells[2 * slot];
      if (candidate == null || candidate == key || candidate.equals(key)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  @Nullable Object valueAt(int slot) {
    return cells[2 * slot + 1];
  }

  void setValueAt(int slot, Object value) {
    cells[2 * slot + 1] = value;
  }

  /** Fills a free slot that {@link #slotOf} returned for the key. */
  void insertAt(int slot, Object key, Object value) {
    cells[2 * slot] = key;
    cells[2 * slot + 1] = value;
    size++;
    if (size * 3L > cells.length) { // More than two thirds of the slots.
      resize(cells.length * 2);
    }
  }

  void forEach(BiConsumer<Object, Object> consumer) {
    for (int i = 0; i < cells.length; i += 2) {
      Object key = cells[i];
      Object value = cells[i + 1];
      if (key != null && value != null) {
        consumer.accept(key, value);
      }
    }
  }

  /** Returns whether a value was replaced or removed, or may have been changed in place. */
  boolean updateAll(BiFunction<Object, Object, @Nullable Object> function) {
    boolean changed = false;
    boolean removed = false;
    for (int i = 0; i < cells.length; i += 2) {
      Object key = cells[i];
      Object value = cells[i + 1];
      if (key != null && value != null) {
        Object next = function.apply(key, value);
        changed |= next != value || !isImmutable(value);
        removed |= next == null;
        cells[i + 1] = next;
      }
    }
    if (removed) {
      rebuildWithoutNulls();
    }
    return changed;
  }

  private static boolean isImmutable(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof String
        || value instanceof Double;
  }

  private void rebuildWithoutNulls() {
    int kept = 0;
    for (int i = 0; i < cells.length; i += 2) {
      kept += cells[i + 1] == null ? 0 : 1;
    }
    int length = 2 * SMALLEST;
    while (kept * 3L > length) {
      length *= 2;
    }
    size = kept;
    resize(length);
  }

  private void removeAt(int slot) {
    int mask = cells.length / 2 - 1;
    int hole = slot;
    int next = slot;
    while (true) {
      next = (next + 1) & mask;
      Object key = cells[2 * next];
      if (key == null) {
        break;
      }
      int distanceToHome = (next - home(key, mask)) & mask;
      int distanceToHole = (next - hole) & mask;
      if (distanceToHome >= distanceToHole) {
        cells[2 * hole] = key;
        cells[2 * hole + 1] = cells[2 * next + 1];
        hole = next;
      }
    }
    cells[2 * hole] = null;
    cells[2 * hole + 1] = null;
    size--;
  }

  private void resize(int length) {
    @Nullable Object[] old = cells;
    cells = new @Nullable Object[length];
    for (int i = 0; i < old.length; i += 2) {
      Object key = old[i];
      if (key != null && old[i + 1] != null) {
        int slot = freeSlot(key);
        cells[2 * slot] = key;
        cells[2 * slot + 1] = old[i + 1];
      }
    }
  }

  private int freeSlot(Object key) {
    int mask = cells.length / 2 - 1;
    int slot = home(key, mask);
    while (cells[2 * slot] != null) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(Object key, int mask) {
    int hash = key.hashCode();
    long product = (hash ^ (hash >>> 16)) * 0x9E3779B97F4A7C15L;
    return (int) (product >>> 32) & mask;
  }
}
