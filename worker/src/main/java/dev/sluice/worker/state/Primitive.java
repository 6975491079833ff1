package dev.sluice.worker.state;

import org.jspecify.annotations.Nullable;

/** A boxed class whose values a table keeps as bare bits. */
enum Primitive {
  LONG(Long.class) {
    @Override
    long bits(Object value) {
      return (Long) value;
    }

    @Override
    Object box(long bits) {
      return bits;
    }
  },
  INTEGER(Integer.class) {
    @Override
    long bits(Object value) {
      return (Integer) value;
    }

    @Override
    Object box(long bits) {
      return (int) bits;
    }
  },
  DOUBLE(Double.class) {
    /** Equal doubles have equal bits here, as {@code Double.equals} has it. */
    @Override
    long bits(Object value) {
      return Double.doubleToLongBits((Double) value);
    }

    @Override
    Object box(long bits) {
      return Double.longBitsToDouble(bits);
    }
  };

  private final Class<?> type;

  Primitive(Class<?> type) {
    this.type = type;
  }

  /** Returns the primitive that a value is; {@code null} for an object of another class. */
  static @Nullable Primitive of(@Nullable Object value) {
    if (value instanceof Long) {
      return LONG;
    }
    if (value instanceof Integer) {
      return INTEGER;
    }
    return value instanceof Double ? DOUBLE : null;
  }

  boolean is(Object value) {
    return value.getClass() == type;
  }

  abstract long bits(Object value);

  abstract Object box(long bits);
}
