package dev.sluice.worker.executor.operator;

import dev.sluice.function.Function2;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a table of reduced values, by slot. Numbers of one type are kept unboxed: a boxed
 * one in an old array costs an object and a barrier of the garbage collector for every record.
 * Owned by one thread.
 */
abstract sealed class ReducedValues {
  /** Makes room for values of the type of one. */
  static ReducedValues like(Object value, int slots) {
    if (value instanceof Integer) {
      return new Integers(slots);
    }
    if (value instanceof Long) {
      return new Longs(slots);
    }
    if (value instanceof Double) {
      return new Doubles(slots);
    }
    return new Objects(slots);
  }

  /** Whether values like one are kept here at their best. */
  abstract boolean isFor(Object value);

  /** Sets a slot's value; false when it is not of the type that is kept here. */
  abstract boolean put(int slot, Object value);

  /**
   * Reduces a slot's value with another one.
   *
   * @return {@code null}, or the result that is not of the type that is kept here
   */
  abstract @Nullable Object merge(
      int slot, Object value, Function2<Object, Object, Object> function) throws Exception;

  abstract Object get(int slot);

  /** Empty room of the same kind. */
  abstract ReducedValues room(int slots);

  /** Moves a value to a slot of room of the same kind. */
  abstract void move(int slot, ReducedValues target, int targetSlot);

  /** Forgets what is referred to. */
  void clear() {}

  private static Object required(@Nullable Object result) {
    if (result == null) {
      throw new IllegalArgumentException(
          "the function of the reduction gave null: it must give a value");
    }
    return result;
  }

  private static final class Integers extends ReducedValues {
    private final int[] values;

    Integers(int slots) {
      values = new int[slots];
    }

    @Override
    boolean isFor(Object value) {
      return value instanceof Integer;
    }

    @Override
    boolean put(int slot, Object value) {
      if (value instanceof Integer number) {
        values[slot] = number;
        return true;
      }
      return false;
    }

    @Override
    @Nullable Object merge(int slot, Object value, Function2<Object, Object, Object> function)
        throws Exception {
      var result = function.call(values[slot], value);
      if (result instanceof Integer number) {
        values[slot] = number;
        return null;
      }
      return required(result);
    }

    @Override
    Object get(int slot) {
      return values[slot];
    }

    @Override
    ReducedValues room(int slots) {
      return new Integers(slots);
    }

    @Override
    void move(int slot, ReducedValues target, int targetSlot) {
      ((Integers) target).values[targetSlot] = values[slot];
    }
  }

  private static final class Longs extends ReducedValues {
    private final long[] values;

    Longs(int slots) {
      values = new long[slots];
    }

    @Override
    boolean isFor(Object value) {
      return value instanceof Long;
    }

    @Override
    boolean put(int slot, Object value) {
      if (value instanceof Long number) {
        values[slot] = number;
        return true;
      }
      return false;
    }

    @Override
    @Nullable Object merge(int slot, Object value, Function2<Object, Object, Object> function)
        throws Exception {
      var result = function.call(values[slot], value);
      if (result instanceof Long number) {
        values[slot] = number;
        return null;
      }
      return required(result);
    }

    @Override
    Object get(int slot) {
      return values[slot];
    }

    @Override
    ReducedValues room(int slots) {
      return new Longs(slots);
    }

    @Override
    void move(int slot, ReducedValues target, int targetSlot) {
      ((Longs) target).values[targetSlot] = values[slot];
    }
  }

  private static final class Doubles extends ReducedValues {
    private final double[] values;

    Doubles(int slots) {
      values = new double[slots];
    }

    @Override
    boolean isFor(Object value) {
      return value instanceof Double;
    }

    @Override
    boolean put(int slot, Object value) {
      if (value instanceof Double number) {
        values[slot] = number;
        return true;
      }
      return false;
    }

    @Override
    @Nullable Object merge(int slot, Object value, Function2<Object, Object, Object> function)
        throws Exception {
      var result = function.call(values[slot], value);
      if (result instanceof Double number) {
        values[slot] = number;
        return null;
      }
      return required(result);
    }

    @Override
    Object get(int slot) {
      return values[slot];
    }

    @Override
    ReducedValues room(int slots) {
      return new Doubles(slots);
    }

    @Override
    void move(int slot, ReducedValues target, int targetSlot) {
      ((Doubles) target).values[targetSlot] = values[slot];
    }
  }

  /** Values of any type. */
  static final class Objects extends ReducedValues {
    private final @Nullable Object[] values;

    Objects(int slots) {
      values = new @Nullable Object[slots];
    }

    @Override
    boolean isFor(Object value) {
      return !(value instanceof Integer || value instanceof Long || value instanceof Double);
    }

    @Override
    boolean put(int slot, Object value) {
      values[slot] = value;
      return true;
    }

    @Override
    @Nullable Object merge(int slot, Object value, Function2<Object, Object, Object> function)
        throws Exception {
      values[slot] = required(function.call(get(slot), value));
      return null;
    }

    @Override
    Object get(int slot) {
      return required(values[slot]);
    }

    @Override
    ReducedValues room(int slots) {
      return new Objects(slots);
    }

    @Override
    void move(int slot, ReducedValues target, int targetSlot) {
      ((Objects) target).values[targetSlot] = values[slot];
    }

    @Override
    void clear() {
      Arrays.fill(values, null);
    }
  }
}
