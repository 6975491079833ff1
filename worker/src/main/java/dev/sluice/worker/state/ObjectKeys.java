package dev.sluice.worker.state;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Keys as references, compared with {@code equals}; a free slot is null. */
final class ObjectKeys extends Keys {
  private final @Nullable Object[] cells;
  private final int mask;

  ObjectKeys(int capacity) {
    super(capacity);
    this.cells = new @Nullable Object[capacity];
    this.mask = capacity - 1;
  }

  @Override
  ObjectKeys empty(int newCapacity) {
    return new ObjectKeys(newCapacity);
  }

  @Override
  int find(Object key) {
    int slot = home(key);
    while (true) {
      Object found = cells[slot];
      if (found == null) {
        return ~slot;
      }
      if (found == key || found.equals(key)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  @Override
  int adopt(Keys from, int slot) {
    Object key = from.get(slot);
    int free = home(key);
    while (cells[free] != null) {
      free = (free + 1) & mask;
    }
    cells[free] = key;
    return free;
  }

  @Override
  void set(int slot, Object key) {
    cells[slot] = key;
  }

  @Override
  Object get(int slot) {
    return requireNonNull(cells[slot], "a free slot has no key");
  }

  @Override
  boolean isFree(int slot) {
    return slot == cells.length || cells[slot] == null;
  }

  @Override
  void free(int slot) {
    cells[slot] = null;
  }

  @Override
  void move(int from, int to) {
    cells[to] = cells[from];
  }

  @Override
  boolean mayMove(int slot, int hole) {
    return ((slot - home(get(slot))) & mask) >= ((slot - hole) & mask);
  }

  /** From the high bits of a product: the low bits of the hash are the same all over a shard. */
  private int home(Object key) {
    int hash = key.hashCode();
    long product = (hash ^ (hash >>> 16)) * 0x9E3779B97F4A7C15L;
    return (int) (product >>> 32) & mask;
  }
}
