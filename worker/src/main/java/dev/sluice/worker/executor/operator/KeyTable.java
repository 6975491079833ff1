package dev.sluice.worker.executor.operator;

import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One value a key, in an open-addressing table: keys and values lie side by side in one array, so a
 * look-up touches one cache line beside the key itself. Owned by one thread.
 */
public final class KeyTable {
  private static final int SMALLEST = 16;

  private @Nullable Object[] cells = new @Nullable Object[2 * SMALLEST];
  private int size;

  /** Folds a value into that of its key. */
  void merge(Object key, Object value, Function2<Object, Object, Object> function)
      throws Exception {
    if (value == null) {
      throw new IllegalArgumentException(
          "the value of key '%s' is null: filter such pairs out before they are reduced"
              .formatted(key));
    }
    var cell = cellOf(cells, key);
    var before = cells[cell + 1];
    if (cells[cell] != null && before != null) {
      cells[cell + 1] = function.call(before, value);
      return;
    }
    insert(cell, key, value);
  }

  /** Adds a value to the combined one of its key, which is made of the first value. */
  void combine(
      Object key,
      Object value,
      Function<Object, Object> create,
      Function2<Object, Object, Object> mergeValue)
      throws Exception {
    var cell = cellOf(cells, key);
    var before = cells[cell + 1];
    var after = before == null ? create.call(value) : mergeValue.call(before, value);
    if (after == null) {
      throw new IllegalArgumentException("the combined value of key '%s' is null".formatted(key));
    }
    if (before == null) {
      insert(cell, key, after);
    } else {
      cells[cell + 1] = after;
    }
  }

  /** Gives the value of a key, made first when there is none. */
  Object computeIfAbsent(Object key, Supplier<?> maker) {
    var cell = cellOf(cells, key);
    var known = cells[cell + 1];
    if (known != null) {
      return known;
    }
    var made = maker.get();
    insert(cell, key, made);
    return made;
  }

  /** Gives the value of a key, or {@code null}. */
  @Nullable Object get(Object key) {
    return cells[cellOf(cells, key) + 1];
  }

  int size() {
    return size;
  }

  void forEach(BiConsumer<Object, Object> action) {
    if (size == 0) {
      return; // a table that was large once costs an empty batch nothing
    }
    for (var cell = 0; cell < cells.length; cell += 2) {
      var key = cells[cell];
      var value = cells[cell + 1];
      if (key != null && value != null) {
        action.accept(key, value);
      }
    }
  }

  /** Forgets all keys; a table of usual size keeps its room for the next batch. */
  void clear() {
    if (size > 0) {
      Arrays.fill(cells, null);
      size = 0;
    }
  }

  private void insert(int cell, Object key, Object value) {
    cells[cell] = key;
    cells[cell + 1] = value;
    if (++size > cells.length / 4) {
      grow();
    }
  }

  private void grow() {
    var larger = new @Nullable Object[cells.length * 2];
    forEach(
        (key, value) -> {
          var cell = cellOf(larger, key);
          larger[cell] = key;
          larger[cell + 1] = value;
        });
    cells = larger;
  }

  /** The cell of a key, or the empty one where it belongs. */
  private static int cellOf(@Nullable Object[] cells, Object key) {
    var mask = cells.length - 1;
    var hash = key.hashCode() * 0x9E3779B9;
    var cell = ((hash ^ hash >>> 15) << 1) & mask;
    for (var found = cells[cell]; found != null; found = cells[cell]) {
      if (found == key || key.equals(found)) {
        return cell;
      }
      cell = (cell + 2) & mask;
    }
    return cell;
  }
}
