package dev.sluice.worker.serialization;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the field that keeps an object from being serialised; best effort, for the message only.
 */
final class SerializationFault {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private SerializationFault() {}

  /** Describes the way to the first part that is not serialisable. */
  static String pathIn(Object root) {
    return new SerializationFault()
        .find(root, "")
        .orElse("an object that it refers to is not serializable");
  }

  private Optional<String> find(Object object, String path) {
    if (object == null || !seen.add(object)) {
      return Optional.empty();
    }
    var type = object.getClass();
    if (!(object instanceof Serializable)) {
      return Optional.of("%s is a %s".formatted(path.isEmpty() ? "it" : path, type.getName()));
    }
    if (type.isArray()) {
      return inArray(object, path);
    }
    if (object instanceof Map<?, ?> map) {
      return inArray(map.values().toArray(), path).or(() -> inArray(map.keySet().toArray(), path));
    }
    if (object instanceof Iterable<?> values) {
      for (var value : values) {
        var fault = find(value, path + "[]");
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }
    var lambda = lambdaOf(object);
    return lambda.isPresent() ? inLambda(lambda.get(), path) : inFields(object, path);
  }

  private Optional<String> inArray(Object array, String path) {
    if (array.getClass().getComponentType().isPrimitive()) {
      return Optional.empty();
    }
    for (var index = 0; index < Array.getLength(array); index++) {
      var fault = find(Array.get(array, index), path + "[" + index + "]");
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<String> inLambda(SerializedLambda lambda, String path) {
    for (var index = 0; index < lambda.getCapturedArgCount(); index++) {
      var captured = lambda.getCapturedArg(index);
      var where =
          captured != null
                  && captured
                      .getClass()
                      .getName()
                      .replace('.', '/')
                      .equals(lambda.getCapturingClass())
              ? "the enclosing object"
              : "a captured variable";
      var fault = find(captured, path.isEmpty() ? where : path);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<String> inFields(Object object, String path) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        var fault = inField(object, field, path);
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> inField(Object object, Field field, String path) {
    var skipped =
        Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers());
    if (skipped || field.getType().isPrimitive()) {
      return Optional.empty();
    }
    try {
      field.setAccessible(true);
      var owner = object.getClass();
      var name = "field %s.%s".formatted(owner.getSimpleName(), field.getName());
      return find(field.get(object), owner.getName().startsWith("dev.sluice.") ? path : name);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      return Optional.empty();
    }
  }

  private static Optional<SerializedLambda> lambdaOf(Object object) {
    try {
      var method = object.getClass().getDeclaredMethod("writeReplace");
      method.setAccessible(true);
      return method.invoke(object) instanceof SerializedLambda lambda
          ? Optional.of(lambda)
          : Optional.empty();
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return Optional.empty();
    }
  }
}
