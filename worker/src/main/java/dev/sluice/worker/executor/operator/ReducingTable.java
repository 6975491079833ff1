package dev.sluice.worker.executor.operator;

import static java.util.Objects.requireNonNull;

import dev.sluice.function.Function2;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The reduced value of each key, in an open-addressing table. Hashes are kept, so that a key is
 * touched only when it is most likely the right one; values are kept as {@link ReducedValues} does.
 *
 * <p>Keys that come in batch after batch stay known from one to the next: they lie side by side in
 * the old generation then, where one that was made in the batch lies anywhere in the young one, and
 * to compare with it costs a miss of the cache and of the pages' table. Owned by one thread.
 */
final class ReducingTable {
  private static final int SMALLEST = 16;

  private @Nullable Object[] keys = new @Nullable Object[SMALLEST];
  private int[] hashes = new int[SMALLEST];
  private ReducedValues values = new ReducedValues.Objects(SMALLEST);

  /** A bit a slot: whether its key has a value in this batch. */
  private long[] valued = new long[1];

  private final KeyRetention retention = new KeyRetention();
  private int known;
  private int size;

  /** Folds a value into that of its key. */
  void merge(Object key, Object value, Function2<Object, Object, Object> function)
      throws Exception {
    var hash = hashOf(key);
    var mask = keys.length - 1;
    var slot = hash & mask;
    for (var found = keys[slot]; found != null; found = keys[slot]) {
      if (hashes[slot] == hash && (found == key || key.equals(found))) {
        if (isValued(slot)) {
          reduce(slot, value, function);
        } else {
          put(slot, required(key, value));
        }
        return;
      }
      slot = (slot + 1) & mask;
    }
    insert(slot, key, hash, value);
  }

  int size() {
    return size;
  }

  void forEach(BiConsumer<Object, Object> action) {
    if (size == 0) {
      return; // a table that was large once costs an empty batch nothing
    }
    for (var word = 0; word < valued.length; word++) {
      for (var left = valued[word]; left != 0; left &= left - 1) {
        var slot = word * Long.SIZE + Long.numberOfTrailingZeros(left);
        action.accept(requireNonNull(keys[slot]), values.get(slot));
      }
    }
  }

  /** Forgets all values, and keys that will hardly come again; keeps its room. */
  void clear() {
    if (size > 0) {
      if (!retention.keeps(known, size)) {
        Arrays.fill(keys, null);
        known = 0;
      }
      Arrays.fill(valued, 0);
      values.clear();
      size = 0;
    }
  }

  private boolean isValued(int slot) {
    return (valued[slot / Long.SIZE] & 1L << slot) != 0;
  }

  private void reduce(int slot, Object value, Function2<Object, Object, Object> function)
      throws Exception {
    var other = values.merge(slot, value, function);
    if (other != null) {
      box();
      values.put(slot, other);
    }
  }

  private void put(int slot, Object value) {
    if (size == 0 && !values.isFor(value)) {
      values = ReducedValues.like(value, keys.length);
    }
    if (!values.put(slot, value)) {
      box();
      values.put(slot, value);
    }
    valued[slot / Long.SIZE] |= 1L << slot;
    size++;
  }

  private static Object required(Object key, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "the value of key '%s' is null: filter such pairs out before they are reduced"
              .formatted(key));
    }
    return value;
  }

  private void insert(int slot, Object key, int hash, @Nullable Object value) {
    var first = required(key, value);
    retention.add(key);
    keys[slot] = key;
    hashes[slot] = hash;
    put(slot, first);
    if (++known > keys.length / 2) {
      grow();
    }
  }

  private void box() {
    var boxed = new ReducedValues.Objects(keys.length);
    for (var slot = 0; slot < keys.length; slot++) {
      if (isValued(slot)) {
        boxed.put(slot, values.get(slot));
      }
    }
    values = boxed;
  }

  private void grow() {
    var oldKeys = keys;
    var oldHashes = hashes;
    var oldValues = values;
    var oldValued = valued;
    var slots = 2 * keys.length;
    keys = new @Nullable Object[slots];
    hashes = new int[slots];
    values = oldValues.room(slots);
    valued = new long[Math.max(1, slots / Long.SIZE)];
    for (var old = 0; old < oldKeys.length; old++) {
      var key = oldKeys[old];
      if (key != null) {
        var slot = oldHashes[old] & (slots - 1);
        while (keys[slot] != null) {
          slot = (slot + 1) & (slots - 1);
        }
        keys[slot] = key;
        hashes[slot] = oldHashes[old];
        if ((oldValued[old / Long.SIZE] & 1L << old) != 0) {
          oldValues.move(old, values, slot);
          valued[slot / Long.SIZE] |= 1L << slot;
        }
      }
    }
  }

  private static int hashOf(Object key) {
    var hash = key.hashCode() * 0x9E3779B9;
    return hash ^ hash >>> 15;
  }
}
