package dev.sluice.worker.state;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.codec.StateTarget;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keyed state of one operator in one shard of the key space. Used by one thread at a time: that
 * of the lane that owns the shard.
 *
 * <p>Keys are compared with {@code equals} and must have a hash code that is the same in every
 * process. A value that is changed in place must be {@link #put} again.
 */
public final class StateShard {
  private final int shard;
  private StateTable table = new StateTable();
  private final SnapshotChain chain;
  private Cells removed = new Cells();
  private @Nullable Timeouts timeouts;
  private @Nullable Object soughtKey;
  private int sought;
  private boolean wholeNext;
  private @Nullable Object restoredKey;
  private @Nullable KeyGuard guard;

  /** Makes an empty shard, with nothing to save. */
  public StateShard(int shard) {
    this.shard = shard;
    this.chain = new SnapshotChain(shard);
  }

  /**
   * Makes a shard from snapshots, with nothing to save.
   *
   * @param ranges the bytes of a whole snapshot and of those with the changes after it, in order
   */
  public static StateShard restore(int shard, List<byte[]> ranges, StateFormat format) {
    var restored = new StateShard(shard);
    for (var range : ranges) {
      var reading = restored.new Reading();
      var entries = format.decode(range, 0, range.length, reading);
      restored.chain.took(reading.delta, (int) entries + reading.removals);
    }
    restored.forgetChanges();
    return restored;
  }

  /** Returns the number of the shard. */
  public int shard() {
    return shard;
  }

  /** Returns one of the keys that the shard was restored with, {@code null} if there was none. */
  public @Nullable Object restoredKey() {
    return restoredKey;
  }

  /** Has new keys checked from now on. */
  public void guard(KeyGuard keys) {
    guard = keys;
  }

  /** Returns the value of a key, {@code null} if it has none. */
  public @Nullable Object get(Object key) {
    int slot = table.find(key);
    return slot < 0 ? null : table.value(slot);
  }

  /** Finds a key for the methods that speak of the key sought; returns its value if it has one. */
  public @Nullable Object seek(Object key) {
    soughtKey = key;
    sought = table.find(key);
    return sought < 0 ? null : table.value(sought);
  }

  /** Sets the value of the key sought. */
  public void putSought(Object value) {
    requireValue(value);
    if (sought < 0) {
      Object key = requireNonNull(soughtKey, "no key was sought");
      if (guard != null) {
        guard.require(key);
      }
      sought = table.insert(key, value);
    } else if (table.isStill(sought, value)) {
      return;
    } else {
      table.setValue(sought, value);
    }
    table.markChanged(sought);
  }

  /** Takes note that the key sought, which has a value, was touched. */
  public void touchSought(long time) {
    if (timeouts != null && table.time(sought) != time) {
      if (table.time(sought) == 0) {
        timeouts.add(table.key(sought), time);
      }
      table.setTime(sought, time);
      table.markChanged(sought);
    }
  }

  /** Forgets the key sought, which has a value. */
  public void removeSought() {
    removeAt(sought);
  }

  /** Sets the value of a key. */
  public void put(Object key, Object value) {
    seek(key);
    putSought(value);
    table.markChanged(sought);
  }

  /** Sets the value of a new key, or combines the value of a known one with it. */
  public void merge(Object key, Object value, BinaryOperator<Object> combine) {
    var before = seek(key);
    putSought(before == null ? value : requireValue(combine.apply(before, value)));
  }

  /** Returns the value that the key had and forgets it; {@code null} if it had none. */
  public @Nullable Object remove(Object key) {
    Object value = seek(key);
    if (value != null) {
      removeAt(sought);
    }
    return value;
  }

  private void removeAt(int slot) {
    forget(slot);
    var waiting = timeouts;
    if (waiting != null && waiting.size() > 2 * table.size() + 16) {
      waiting.clear();
      table.forEachSlot(each -> waiting.add(table.key(each), table.time(each)));
    }
  }

  private void forget(int slot) {
    if (removed.size() > table.size()) {
      wholeNext = true;
      removed = new Cells();
    }
    removed.add(table.key(slot));
    table.remove(slot);
  }

  /**
   * Replaces the value of every key by what the function returns; {@code null} forgets the key. The
   * function must not use this shard.
   */
  public void updateAll(BiFunction<Object, Object, @Nullable Object> function) {
    table.updateAll((slot, key, before) -> function.apply(key, before)).forEach(this::remove);
  }

  /**
   * Replaces the value of every key, and of those that are new, by what the update makes of it and
   * of what was added for the key; {@code null} forgets the key. The update must not use this
   * shard.
   */
  public void updateAll(PairColumns added, KeyUpdate update) {
    var values = new AddedValues(table, added);
    table
        .updateAll((slot, key, before) -> update.of(key, values.of(slot), before))
        .forEach(this::remove);
    values.forEachNewKey(
        (key, first) -> {
          var value = update.of(key, first, null);
          if (value != null) {
            put(key, value);
          }
        });
  }

  /**
   * Keeps the time of each key's last touch from now on.
   *
   * @param now the time of keys without one, in milliseconds since 1970
   */
  public void keepTimes(long now) {
    if (timeouts == null) {
      var waiting = new Timeouts();
      table.forEachSlot(
          slot -> {
            if (table.time(slot) == 0) {
              table.setTime(slot, now);
            }
            waiting.add(table.key(slot), table.time(slot));
          });
      timeouts = waiting;
    }
  }

  /**
   * Forgets the keys that were touched last before a time, each after it was given to a consumer,
   * which must not use this shard. {@link #keepTimes} must have been called.
   */
  public void expire(long before, BiConsumer<Object, Object> consumer) {
    requireNonNull(timeouts, "no times are kept")
        .expire(before, key -> look(key, before, consumer));
  }

  private long look(Object key, long before, BiConsumer<Object, Object> consumer) {
    int slot = table.find(key);
    if (slot < 0) {
      return Timeouts.GONE;
    }
    long time = table.time(slot);
    if (time < before) {
      consumer.accept(key, table.value(slot));
      forget(slot);
    }
    return time;
  }

  /** Returns the number of keys. */
  public int size() {
    return table.size();
  }

  /** Calls the consumer for every key, in no order. The consumer must not change this shard. */
  public void forEach(BiConsumer<Object, Object> consumer) {
    table.forEach(consumer);
  }

  /** Returns whether something changed since the last snapshot. */
  public boolean dirty() {
    return wholeNext || removed.size() > 0 || table.hasChanges();
  }

  /**
   * Takes a snapshot, after which nothing is left to save.
   *
   * @param whole whether it must hold all entries, because the one before was lost
   */
  public ShardSnapshot snapshot(StateFormat format, boolean whole) {
    int changes = table.changes() + removed.size();
    boolean delta = !whole && !wholeNext && chain.takesDelta(changes, table.size());
    var snapshot = new ShardSnapshot(shard, delta, timeouts != null);
    if (delta) {
      table.forEachChange(slot -> add(slot, snapshot));
      snapshot.remove(removed);
    } else {
      table.forEachSlot(slot -> add(slot, snapshot));
    }
    snapshot.detach(format);
    chain.took(delta, changes);
    forgetChanges();
    return snapshot;
  }

  private void add(int slot, ShardSnapshot snapshot) {
    snapshot.add(table.key(slot), table.value(slot), table.time(slot));
  }

  private void forgetChanges() {
    table.forgetChanges();
    removed = new Cells();
    wholeNext = false;
  }

  private static Object requireValue(@Nullable Object value) {
    return requireNonNull(value, "state value is null; remove the key instead");
  }

  /** Reads one range. */
  private final class Reading implements StateTarget {
    private boolean delta = true;
    private int removals;

    @Override
    public void clear() {
      delta = false;
      table = new StateTable();
    }

    @Override
    public void remove(Object key) {
      removals++;
      StateShard.this.remove(key);
    }

    @Override
    public void put(Object key, @Nullable Object value, long time) {
      restoredKey = key;
      StateShard.this.put(key, requireValue(value));
      if (time != 0) {
        table.setTime(sought, time);
      }
    }
  }
}
