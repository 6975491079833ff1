package dev.sluice.crds;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unmodifiable copies that keep the order in which a manifest lists its keys. */
final class Ordered {
  private Ordered() {}

  static <K, V> Map<K, V> of(K firstKey, V first, K secondKey, V second) {
    Map<K, V> map = new LinkedHashMap<>();
    map.put(firstKey, first);
    map.put(secondKey, second);
    return Collections.unmodifiableMap(map);
  }

  static <K, V> Map<K, V> copyOf(Map<K, V> source) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(source));
  }
}
