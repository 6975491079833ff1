package dev.sluice.worker.codec;

import dev.sluice.Tuple2;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys that hash by identity. Such a key has another hash code in every process, so equal
 * keys would meet in different partitions. Thread-safe; the verdict on a class is remembered.
 */
public final class KeyCheck {
  private static final String REMEDY =
      ", so equal keys would go to different partitions; key by a String, a number or a record";

  private static final ClassValue<Verdict> VERDICTS =
      new ClassValue<>() {
        @Override
        protected Verdict computeValue(Class<?> type) {
          return new Verdict(problemOf(type), holdsOthers(type));
        }
      };

  private KeyCheck() {}

  /**
   * Refuses a class of keys whose hash code depends on the process.
   *
   * @throws CodecException with the class, the reason and the remedy
   */
  public static void requireStableHash(Class<?> type) {
    String problem = VERDICTS.get(type).problem();
    if (problem != null) {
      throw new CodecException(problem);
    }
  }

  /** Refuses a key for its class or, in a pair, list or optional, for the class of a part. */
  public static void requireStableHash(@Nullable Object key) {
    if (key == null) {
      return;
    }
    Verdict verdict = VERDICTS.get(key.getClass());
    if (verdict.problem() != null) {
      throw new CodecException(verdict.problem());
    }
    if (verdict.holdsOthers()) {
      requireStableParts(key);
    }
  }

  private static void requireStableParts(Object key) {
    if (key instanceof Tuple2<?, ?> pair) {
      requireStableHash(pair._1());
      requireStableHash(pair._2());
    } else if (key instanceof Optional<?> optional) {
      requireStableHash(optional.orElse(null));
    } else if (key instanceof List<?> list) {
      list.forEach(KeyCheck::requireStableHash);
    }
  }

  private static boolean holdsOthers(Class<?> type) {
    return type == Tuple2.class || type == Optional.class || List.class.isAssignableFrom(type);
  }

  private static @Nullable String problemOf(Class<?> type) {
    if (type.isArray()) {
      return "an array ("
          + type.getSimpleName()
          + ") cannot be a key: it hashes by identity"
          + REMEDY;
    }
    if (type.isEnum() || (type.getSuperclass() != null && type.getSuperclass().isEnum())) {
      return "the enum "
          + type.getName()
          + " cannot be a key: the hash code of its constants differs between processes"
          + "; key by its name()";
    }
    if (type.isRecord()) {
      return problemOfRecord(type);
    }
    boolean concrete = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
    if (concrete && !type.isPrimitive() && type != Object.class && hashesByIdentity(type)) {
      return type.getName() + " cannot be a key: it has no hashCode() of its own" + REMEDY;
    }
    return null;
  }

  private static @Nullable String problemOfRecord(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> part = component.getType();
      String problem = part == type ? null : VERDICTS.get(part).problem();
      if (problem != null) {
        return "component " + component.getName() + " of " + type.getName() + ": " + problem;
      }
    }
    return null;
  }

  private static boolean hashesByIdentity(Class<?> type) {
    try {
      return type.getMethod("hashCode").getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every class has hashCode()", e);
    }
  }

  private record Verdict(@Nullable String problem, boolean holdsOthers) {}
}
