package dev.sluice.worker.executor.operator;

import dev.sluice.function.Function2;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The reduced value of each key, in an open-addressing table. Hashes are kept, so that a key is
 * touched only when it is most likely the right one; values are kept as {@link ReducedValues} does.
 * Owned by one thread.
 */
final class ReducingTable {
  private static final int SMALLEST = 16;

  private @Nullable Object[] keys = new @Nullable Object[SMALLEST];
  private int[] hashes = new int[SMALLEST];
  private ReducedValues values = new ReducedValues.Objects(SMALLEST);
  private int size;

  /** Folds a value into that of its key. */
  void merge(Object key, Object value, Function2<Object, Object, Object> function)
      throws Exception {
    var hash = hashOf(key);
    var mask = keys.length - 1;
    var slot = hash & mask;
    for (var found = keys[slot]; found != null; found = keys[slot]) {
      if (hashes[slot] == hash && (found == key || found.equals(key))) {
        var other = values.merge(slot, value, function);
        if (other != null) {
          box();
          values.put(slot, other);
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
    for (var slot = 0; slot < keys.length; slot++) {
      var key = keys[slot];
      if (key != null) {
        action.accept(key, values.get(slot));
      }
    }
  }

  /** Forgets all keys; a table of usual size keeps its room for the next batch. */
  void clear() {
    if (size > 0) {
      Arrays.fill(keys, null);
      values.clear();
      size = 0;
    }
  }

  private void insert(int slot, Object key, int hash, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "the value of key '%s' is null: filter such pairs out before they are reduced"
              .formatted(key));
    }
    if (size == 0) {
      values = ReducedValues.like(value, keys.length);
    }
    keys[slot] = key;
    hashes[slot] = hash;
    if (!values.put(slot, value)) {
      box();
      values.put(slot, value);
    }
    if (++size > keys.length / 2) {
      grow();
    }
  }

  private void box() {
    var boxed = new ReducedValues.Objects(keys.length);
    for (var slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != null) {
        boxed.put(slot, values.get(slot));
      }
    }
    values = boxed;
  }

  private void grow() {
    var oldKeys = keys;
    var oldHashes = hashes;
    var oldValues = values;
    var slots = 2 * keys.length;
    keys = new @Nullable Object[slots];
    hashes = new int[slots];
    values = oldValues.room(slots);
    for (var old = 0; old < oldKeys.length; old++) {
      var key = oldKeys[old];
      if (key != null) {
        var slot = oldHashes[old] & (slots - 1);
        while (keys[slot] != null) {
          slot = (slot + 1) & (slots - 1);
        }
        keys[slot] = key;
        hashes[slot] = oldHashes[old];
        oldValues.move(old, values, slot);
      }
    }
  }

  private static int hashOf(Object key) {
    var hash = key.hashCode() * 0x9E3779B9;
    return hash ^ hash >>> 15;
  }
}
