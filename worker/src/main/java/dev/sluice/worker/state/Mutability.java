package dev.sluice.worker.state;

import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells values that can never change from those that may. Thread-safe. */
public final class Mutability {
  private static final Set<Class<?>> IMMUTABLE =
      Set.of(
          String.class,
          Long.class,
          Integer.class,
          Double.class,
          Float.class,
          Short.class,
          Byte.class,
          Character.class,
          Boolean.class,
          UUID.class,
          Duration.class,
          Instant.class);

  private static final ClassValue<Boolean> DEEPLY =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isImmutable(type, new HashSet<>());
        }
      };

  private Mutability() {}

  /** Returns whether a value is known to be immutable all the way down. */
  public static boolean isImmutable(@Nullable Object value) {
    if (value == null || DEEPLY.get(value.getClass())) {
      return true;
    }
    if (value instanceof Tuple2<?, ?> pair) {
      return isImmutable(pair._1()) && isImmutable(pair._2());
    }
    if (value instanceof Tuple3<?, ?, ?> three) {
      return isImmutable(three._1()) && isImmutable(three._2()) && isImmutable(three._3());
    }
    return value instanceof Optional<?> optional && isImmutable(optional.orElse(null));
  }

  /** Returns whether a value is of one of the JDK's immutable classes with a format of its own. */
  public static boolean isScalar(Object value) {
    return IMMUTABLE.contains(value.getClass());
  }

  private static boolean isImmutable(Class<?> type, Set<Class<?>> underWay) {
    if (type.isPrimitive() || IMMUTABLE.contains(type) || !underWay.add(type)) {
      return true;
    }
    if (!type.isRecord()) {
      return type.isEnum();
    }
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .allMatch(part -> isFinal(part) && isImmutable(part, underWay));
  }

  private static boolean isFinal(Class<?> type) {
    return Modifier.isFinal(type.getModifiers());
  }
}
