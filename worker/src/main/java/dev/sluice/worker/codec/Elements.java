package dev.sluice.worker.codec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Elements of collections: their number, then each with the number of its codec. */
final class Elements {
  private Elements() {}

  static void write(ValueOutput out, Collection<?> values) {
    out.bytes.putVarint(values.size());
    for (Object value : values) {
      out.any(value);
    }
  }

  static void write(ValueOutput out, Map<?, ?> values) {
    out.bytes.putVarint(values.size());
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      out.any(entry.getKey());
      out.any(entry.getValue());
    }
  }

  static void writeSorted(ValueOutput out, SortedSet<?> values) {
    requireNaturalOrder(values.comparator());
    write(out, values);
  }

  static void writeSorted(ValueOutput out, SortedMap<?, ?> values) {
    requireNaturalOrder(values.comparator());
    write(out, values);
  }

  private static void requireNaturalOrder(@Nullable Comparator<?> comparator) {
    if (comparator != null) {
      throw new CodecException(
          "a sorted collection with a comparator cannot be kept in state: the comparator would be"
              + " lost; use the natural order, or a HashMap or ArrayList");
    }
  }

  static <C extends Collection<@Nullable Object>> C readInto(
      ValueInput in, IntFunction<C> factory) {
    int size = in.bytes.getCount(1);
    C values = factory.apply(size);
    for (int i = 0; i < size; i++) {
      values.add(in.any());
    }
    return values;
  }

  static <M extends Map<@Nullable Object, @Nullable Object>> M readEntries(
      ValueInput in, M values) {
    int size = in.bytes.getCount(2);
    for (int i = 0; i < size; i++) {
      Object key = in.any();
      values.put(key, in.any());
    }
    return values;
  }
}
