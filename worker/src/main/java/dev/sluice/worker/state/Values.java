package dev.sluice.worker.state;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The values of a table by slot. */
abstract sealed class Values {
  /** Makes the column that suits a value. */
  static Values forValue(Object value, int slots) {
    var primitive = Primitive.of(value);
    return primitive == null ? new Objects(slots) : new Primitives(primitive, slots);
  }

  abstract Values empty(int slots);

  abstract boolean fits(Object value);

  abstract Object get(int slot);

  abstract void set(int slot, Object value);

  abstract void free(int slot);

  /** Takes over a value of another column of this class. */
  abstract void adopt(Values from, int slot, int to);

  /** Returns whether a slot has just this value, which cannot change in place. */
  abstract boolean isStill(int slot, Object value);

  /** Values as bare bits. */
  static final class Primitives extends Values {
    private final Primitive primitive;
    private final long[] cells;

    private Primitives(Primitive primitive, int slots) {
      this.primitive = primitive;
      this.cells = new long[slots];
    }

    @Override
    Values empty(int slots) {
      return new Primitives(primitive, slots);
    }

    @Override
    boolean fits(Object value) {
      return primitive.is(value);
    }

    @Override
    Object get(int slot) {
      return primitive.box(cells[slot]);
    }

    @Override
    void set(int slot, Object value) {
      cells[slot] = primitive.bits(value);
    }

    @Override
    void free(int slot) {}

    @Override
    void adopt(Values from, int slot, int to) {
      cells[to] = ((Primitives) from).cells[slot];
    }

    @Override
    boolean isStill(int slot, Object value) {
      return primitive.is(value) && primitive.bits(value) == cells[slot];
    }
  }

  /** Values as references. */
  static final class Objects extends Values {
    private final @Nullable Object[] cells;

    private Objects(int slots) {
      this.cells = new @Nullable Object[slots];
    }

    /** Makes a column with the values of another one. */
    Objects(Values from, Keys keys) {
      this(keys.capacity() + 1);
      for (int slot = 0; slot < cells.length; slot++) {
        if (!keys.isFree(slot)) {
          cells[slot] = from.get(slot);
        }
      }
    }

    @Override
    Values empty(int slots) {
      return new Objects(slots);
    }

    @Override
    boolean fits(Object value) {
      return true;
    }

    @Override
    Object get(int slot) {
      return requireNonNull(cells[slot], "a free slot has no value");
    }

    @Override
    void set(int slot, Object value) {
      cells[slot] = value;
    }

    @Override
    void free(int slot) {
      cells[slot] = null;
    }

    @Override
    void adopt(Values from, int slot, int to) {
      cells[to] = ((Objects) from).cells[slot];
    }

    @Override
    boolean isStill(int slot, Object value) {
      return cells[slot] == value && Mutability.isImmutable(value);
    }
  }
}
