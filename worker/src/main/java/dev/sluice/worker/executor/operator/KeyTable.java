package dev.sluice.worker.executor.operator;

import dev.sluice.function.Function2;
import java.util.HashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One reduced value a key. Owned by one thread. */
public final class KeyTable {
  private final HashMap<Object, Object> values = new HashMap<>();

  /** Folds a value into that of its key. */
  void merge(Object key, Object value, Function2<Object, Object, Object> function)
      throws Exception {
    @Nullable Object before = values.putIfAbsent(key, value);
    if (before != null) {
      values.put(key, function.call(before, value));
    }
  }

  int size() {
    return values.size();
  }

  void forEach(BiConsumer<Object, Object> action) {
    values.forEach(action);
  }

  void clear() {
    values.clear();
  }
}
