package dev.sluice.worker.state;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys with their values, in columns by slot: bare bits while all keys, or all values, are of one
 * primitive's box, references otherwise. A time a key is kept from the first one given.
 *
 * <p>A slot is good until the next insertion or removal. A removal moves later entries back, so
 * there are no tombstones.
 */
final class StateTable {
  /** Gives the value after the one that a slot has, or null. */
  @FunctionalInterface
  interface SlotUpdate {
    @Nullable Object of(int slot, Object key, Object before);
  }

  private static final int SMALLEST = 8;

  private Keys keys = new ObjectKeys(SMALLEST);
  private @Nullable Values values;
  private long @Nullable [] times;
  private BitSet changed = new BitSet();
  private int size;

  int size() {
    return size;
  }

  /** Returns a number that is above all slots. */
  int slots() {
    return keys.capacity() + 1;
  }

  /** Returns the slot of a key; a negative number if it is not there. */
  int find(Object key) {
    return keys.find(key);
  }

  Object key(int slot) {
    return keys.get(slot);
  }

  Object value(int slot) {
    return column().get(slot);
  }

  /** Returns the time of a slot; 0 if none was ever given. */
  long time(int slot) {
    var known = times;
    return known == null ? 0 : known[slot];
  }

  boolean isTimed() {
    return times != null;
  }

  void setTime(int slot, long time) {
    var known = times;
    if (known == null) {
      known = new long[keys.capacity() + 1];
      times = known;
    }
    known[slot] = time;
  }

  /** Returns whether a slot has just this value, which cannot change in place. */
  boolean isStill(int slot, Object value) {
    return column().isStill(slot, value);
  }

  void setValue(int slot, Object value) {
    fitting(value).set(slot, value);
  }

  /** Adds a key that is not there; returns its slot. */
  int insert(Object key, Object value) {
    makeRoom();
    if (size == 0) {
      keys = Keys.forKey(key, keys.capacity());
      values = Values.forValue(value, keys.capacity() + 1);
    }
    int found = keys.find(key);
    if (found == Keys.FOREIGN) {
      rebuild(new ObjectKeys(keys.capacity()));
      found = keys.find(key);
    }
    int slot = ~found;
    keys.set(slot, key);
    fitting(value).set(slot, value);
    if (times != null) {
      times[slot] = 0;
    }
    size++;
    return slot;
  }

  void remove(int slot) {
    int mask = keys.capacity() - 1;
    int hole = slot;
    if (slot < keys.capacity()) {
      for (int next = (slot + 1) & mask; !keys.isFree(next); next = (next + 1) & mask) {
        if (keys.mayMove(next, hole)) {
          move(next, hole);
          hole = next;
        }
      }
    }
    keys.free(hole);
    column().free(hole);
    changed.clear(hole);
    size--;
    if (size * 8 < keys.capacity() && keys.capacity() > SMALLEST) {
      rebuild(keys.empty(keys.capacity() / 2));
    }
  }

  /** Takes note that a slot is not as the last snapshot has it. */
  void markChanged(int slot) {
    changed.set(slot);
  }

  int changes() {
    return changed.cardinality();
  }

  boolean hasChanges() {
    return !changed.isEmpty();
  }

  void forgetChanges() {
    changed.clear();
  }

  void forEachChange(IntConsumer consumer) {
    for (int slot = changed.nextSetBit(0); slot >= 0; slot = changed.nextSetBit(slot + 1)) {
      consumer.accept(slot);
    }
  }

  void forEachSlot(IntConsumer consumer) {
    for (int slot = nextSlot(0); slot >= 0; slot = nextSlot(slot + 1)) {
      consumer.accept(slot);
    }
  }

  /** Returns the first slot with a key, from one on; -1 if there is none. */
  int nextSlot(int from) {
    if (size > 0) {
      for (int slot = from; slot <= keys.capacity(); slot++) {
        if (!keys.isFree(slot)) {
          return slot;
        }
      }
    }
    return -1;
  }

  void forEach(BiConsumer<Object, Object> consumer) {
    forEachSlot(slot -> consumer.accept(keys.get(slot), value(slot)));
  }

  /** Replaces every value; returns the keys for which the function gave null, still there. */
  List<Object> updateAll(SlotUpdate update) {
    var gone = new ArrayList<Object>();
    for (int slot = nextSlot(0); slot >= 0; slot = nextSlot(slot + 1)) {
      Object key = keys.get(slot);
      Object next = update.of(slot, key, value(slot));
      if (next == null) {
        gone.add(key);
      } else if (!isStill(slot, next)) {
        setValue(slot, next);
        changed.set(slot);
      }
    }
    return gone;
  }

  private void move(int from, int to) {
    keys.move(from, to);
    column().adopt(column(), from, to);
    changed.set(to, changed.get(from));
    var known = times;
    if (known != null) {
      known[to] = known[from];
    }
  }

  private void makeRoom() {
    if ((size + 1) * 3L > keys.capacity() * 2L) {
      rebuild(keys.empty(keys.capacity() * 2));
    }
  }

  private void rebuild(Keys nextKeys) {
    int slots = nextKeys.capacity() + 1;
    var oldValues = values;
    var nextValues = oldValues == null ? null : oldValues.empty(slots);
    var oldTimes = times;
    var nextTimes = oldTimes == null ? null : new long[slots];
    var nextChanged = new BitSet();
    for (int slot = nextSlot(0); slot >= 0; slot = nextSlot(slot + 1)) {
      int to = nextKeys.adopt(keys, slot);
      if (oldValues != null && nextValues != null) {
        nextValues.adopt(oldValues, slot, to);
      }
      if (oldTimes != null && nextTimes != null) {
        nextTimes[to] = oldTimes[slot];
      }
      if (changed.get(slot)) {
        nextChanged.set(to);
      }
    }
    keys = nextKeys;
    values = nextValues;
    times = nextTimes;
    changed = nextChanged;
  }

  private Values fitting(Object value) {
    var known = column();
    if (known.fits(value)) {
      return known;
    }
    var general = new Values.Objects(known, keys);
    values = general;
    return general;
  }

  private Values column() {
    return requireNonNull(values, "an empty table has no values");
  }
}
