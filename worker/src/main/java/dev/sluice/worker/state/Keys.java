package dev.sluice.worker.state;

/**
 * The keys of a table by slot: open addressing with linear probing. One slot more than the table
 * has room for is at the disposal of a key that needs a place of its own.
 */
abstract sealed class Keys permits PrimitiveKeys, ObjectKeys {
  /** What {@link #find} gives for a key of a class that this column cannot hold. */
  static final int FOREIGN = Integer.MIN_VALUE;

  private final int capacity;

  Keys(int capacity) {
    this.capacity = capacity;
  }

  /** Makes the column that suits a key. */
  static Keys forKey(Object key, int capacity) {
    var primitive = Primitive.of(key);
    return primitive == null ? new ObjectKeys(capacity) : new PrimitiveKeys(primitive, capacity);
  }

  final int capacity() {
    return capacity;
  }

  /** Returns an empty column for the same keys. */
  abstract Keys empty(int newCapacity);

  /** Returns the slot of a key; {@code ~slot} where it belongs if it is not there. */
  abstract int find(Object key);

  /** Puts the key of another column of this class, which is not there yet; returns its slot. */
  abstract int adopt(Keys from, int slot);

  abstract void set(int slot, Object key);

  abstract Object get(int slot);

  abstract boolean isFree(int slot);

  abstract void free(int slot);

  abstract void move(int from, int to);

  /** Returns whether an entry may be moved into another slot's hole; one of its own stays. */
  abstract boolean mayMove(int slot, int hole);
}
