package dev.sluice.helm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** The objects that one rendering of the chart would create. */
record Rendered(List<HasMetadata> objects) {
  Rendered {
    objects = List.copyOf(objects);
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns the one object of the type. */
  <T extends HasMetadata> T only(Class<T> type) {
    List<T> found = all(type);
    if (found.size() != 1) {
      throw new AssertionError(
          "expected one %s, found %d".formatted(type.getSimpleName(), found.size()));
    }
    return found.get(0);
  }
}
