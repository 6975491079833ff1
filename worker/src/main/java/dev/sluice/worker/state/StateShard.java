package dev.sluice.worker.state;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.codec.StateFormat;
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
  private final HashTable table = new HashTable();
  private long version;
  private long savedVersion;

  /** Makes an empty shard, with nothing to save. */
  public StateShard(int shard) {
    this.shard = shard;
  }

  /**
   * Makes a shard from a snapshot, with nothing to save.
   *
   * @param encoded the bytes that the shard's range holds
   */
  public static StateShard restore(int shard, byte[] encoded, StateFormat format) {
    StateShard restored = new StateShard(shard);
    format.decode(
        encoded, 0, encoded.length, (key, value) -> restored.table.put(key, requireValue(value)));
    return restored;
  }

  /** Returns the number of the shard. */
  public int shard() {
    return shard;
  }

  /** Returns the value of a key, {@code null} if it has none. */
  public @Nullable Object get(Object key) {
    return table.get(key);
  }

  /** Sets the value of a key. */
  public void put(Object key, Object value) {
    version++;
    table.put(key, requireValue(value));
  }

  /** Returns the value that the key had and forgets it; {@code null} if it had none. */
  public @Nullable Object remove(Object key) {
    Object removed = table.remove(key);
    if (removed != null) {
      version++;
    }
    return removed;
  }

  /** Sets the value of a new key, or combines the value of a known one with it. */
  public void merge(Object key, Object value, BinaryOperator<Object> combine) {
    version++;
    int slot = table.slotOf(key);
    Object known = table.valueAt(slot);
    if (known == null) {
      table.insertAt(slot, key, requireValue(value));
    } else {
      table.setValueAt(slot, requireValue(combine.apply(known, value)));
    }
  }

  /**
   * Replaces the value of every key by what the function returns; {@code null} forgets the key. The
   * function must not use this shard.
   */
  public void updateAll(BiFunction<Object, Object, @Nullable Object> function) {
    if (table.updateAll(function)) {
      version++;
    }
  }

  /** Returns the number of keys. */
  public int size() {
    return table.size();
  }

  /** Calls the consumer for every key, in no order. The consumer must not change this shard. */
  public void forEach(BiConsumer<Object, Object> consumer) {
    table.forEach(consumer);
  }

  /** Returns whether something changed since the state that is saved. */
  public boolean dirty() {
    return version != savedVersion;
  }

  /**
   * Encodes all entries. The shard stays dirty until {@link #saved} says that the bytes are safe.
   */
  public ShardSnapshot snapshot(StateFormat format) {
    byte[] encoded = format.encode(table.size(), table::forEach);
    return new ShardSnapshot(shard, version, table.size(), encoded);
  }

  /** Takes note that a checkpoint holds a snapshot; changes since then keep the shard dirty. */
  public void saved(ShardSnapshot snapshot) {
    savedVersion = Math.max(savedVersion, snapshot.version());
  }

  private static Object requireValue(@Nullable Object value) {
    return requireNonNull(value, "state value is null; remove the key instead");
  }
}
