package dev.sluice.worker.codec;

import dev.sluice.Tuple2;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a checkpoint's values are, in words: what matters for whether they come back the same. */
public final class TypeNames {
  private TypeNames() {}

  /** Returns such as {@code String}, {@code Tuple2<String, Long>} or the name of a job's class. */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Tuple2<?, ?> pair) {
      return "Tuple2<%s, %s>".formatted(of(pair._1()), of(pair._2()));
    }
    if (value instanceof GenericObject object) {
      return object.className();
    }
    if (value instanceof GenericEnum constant) {
      return constant.className();
    }
    if (value instanceof Enum<?> constant) {
      return constant.getDeclaringClass().getName();
    }
    return container(value)
        .orElseGet(
            () ->
                Codecs.isBuiltIn(value.getClass())
                    ? value.getClass().getSimpleName()
                    : value.getClass().getName());
  }

  /** Containers come back as a class of their kind, not as the one that they were. */
  private static Optional<String> container(Object value) {
    if (value instanceof List<?>) {
      return Optional.of("List");
    }
    if (value instanceof Set<?>) {
      return Optional.of("Set");
    }
    return value instanceof Map<?, ?> ? Optional.of("Map") : Optional.empty();
  }
}
