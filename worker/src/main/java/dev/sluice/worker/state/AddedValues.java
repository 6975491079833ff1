package dev.sluice.worker.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was added for the keys of a table: chains of indices by slot, so nothing is made for a key
 * before it is asked for. Good until the next insertion or removal in the table.
 */
final class AddedValues {
  private static final int OF_NEW_KEY = -1;

  private final PairColumns added;

  /** By slot, the index of the first pair and 1; 0 for none. */
  private final int[] first;

  /** By index, that of the next pair with the same key and 1; 0 behind the last one. */
  private final int[] next;

  private final Map<Object, List<Object>> ofNewKeys = new LinkedHashMap<>();

  AddedValues(StateTable table, PairColumns added) {
    this.added = added;
    this.first = new int[added.size() == 0 ? 0 : table.slots()];
    this.next = new int[added.size()];
    var newKeys = false;
    for (int index = added.size() - 1; index >= 0; index--) {
      int slot = table.find(added.key(index));
      if (slot >= 0) {
        next[index] = first[slot];
        first[slot] = index + 1;
      } else {
        next[index] = OF_NEW_KEY;
        newKeys = true;
      }
    }
    if (newKeys) {
      listNewKeys();
    }
  }

  private void listNewKeys() {
    for (int index = 0; index < next.length; index++) {
      if (next[index] == OF_NEW_KEY) {
        ofNewKeys
            .computeIfAbsent(added.key(index), key -> new ArrayList<>(1))
            .add(added.value(index));
      }
    }
  }

  /** Returns what was added for the key in a slot. */
  List<Object> of(int slot) {
    int start = first.length == 0 ? 0 : first[slot];
    if (start == 0) {
      return List.of();
    }
    int count = 0;
    for (int index = start; index > 0; index = next[index - 1]) {
      count++;
    }
    var values = new ArrayList<@Nullable Object>(count);
    for (int index = start; index > 0; index = next[index - 1]) {
      values.add(added.value(index - 1));
    }
    return values;
  }

  /**
   * Calls the consumer for each key that is not in the table, in the order of their first pairs.
   */
  void forEachNewKey(BiConsumer<Object, List<Object>> consumer) {
    ofNewKeys.forEach(consumer);
  }
}
