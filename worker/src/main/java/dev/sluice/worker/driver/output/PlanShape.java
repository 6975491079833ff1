package dev.sluice.worker.driver.output;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan consists of, to see without encoding it that it is one that was encoded before.
 * Lambdas are taken apart; a plan with anything else that may change has no shape.
 */
final class PlanShape {
  private static final int MOST_PARTS = 2_000;

  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class);

  /** The fields of a class whose values say all about an object; empty for another class. */
  private static final ClassValue<Optional<List<Field>>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Optional<List<Field>> computeValue(Class<?> type) {
          return fieldsOf(type);
        }
      };

  private final List<Object> parts = new ArrayList<>();

  private PlanShape() {}

  /** Objects that are equal to those of another plan if it is encoded alike; empty for no shape. */
  static Optional<List<Object>> of(Record plan) {
    var shape = new PlanShape();
    return shape.add(plan) ? Optional.of(shape.parts) : Optional.empty();
  }

  private boolean add(Object part) {
    if (parts.size() > MOST_PARTS) {
      return false;
    }
    if (part instanceof Enum<?> || VALUES.contains(part.getClass())) {
      return parts.add(part);
    }
    if (part instanceof List<?> list) {
      return addAll(list);
    }
    var fields = FIELDS.get(part.getClass());
    return fields.isPresent() && parts.add(part.getClass()) && addValues(part, fields.get());
  }

  private boolean addAll(List<?> list) {
    if (List.copyOf(list) != list) {
      return false;
    }
    parts.add(list.size());
    for (var element : list) {
      if (!add(element)) {
        return false;
      }
    }
    return true;
  }

  private boolean addValues(Object object, List<Field> fields) {
    for (var field : fields) {
      try {
        var value = field.get(object);
        if (value == null) {
          parts.add(Optional.empty());
        } else if (!add(value)) {
          return false;
        }
      } catch (IllegalAccessException e) {
        return false;
      }
    }
    return true;
  }

  private static Optional<List<Field>> fieldsOf(Class<?> type) {
    var fields = new ArrayList<Field>();
    for (Class<?> c = type;
        c != null && c != Object.class && c != Record.class;
        c = c.getSuperclass()) {
      for (var field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fields.add(field);
        }
      }
    }
    var isLambda = type.isHidden() && type.isSynthetic();
    var isOwn = type.isRecord() && type.getName().startsWith("dev.sluice.worker.plan.");
    return fields.isEmpty() || ((isLambda || isOwn) && accessible(fields))
        ? Optional.of(List.copyOf(fields))
        : Optional.empty();
  }

  private static boolean accessible(List<Field> fields) {
    return fields.stream().allMatch(Field::trySetAccessible);
  }
}
