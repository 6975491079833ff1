package dev.sluice.worker.state;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A list of objects, as bare bits while all are of one primitive's box; others may be null. */
final class Cells {
  private static final int SMALLEST = 4;

  private static final long[] NO_BITS = {};
  private static final @Nullable Object[] NO_OBJECTS = {};

  private @Nullable Primitive primitive;
  private long[] bits = NO_BITS;
  private @Nullable Object[] objects = NO_OBJECTS;
  private int size;

  int size() {
    return size;
  }

  void add(@Nullable Object value) {
    if (size == 0) {
      primitive = Primitive.of(value);
    }
    var kind = primitive;
    if (kind != null && value != null && kind.is(value)) {
      if (size == bits.length) {
        bits = Arrays.copyOf(bits, Math.max(SMALLEST, size * 2));
      }
      bits[size++] = kind.bits(value);
      return;
    }
    if (kind != null) {
      generalize(kind);
    }
    if (size == objects.length) {
      objects = Arrays.copyOf(objects, Math.max(SMALLEST, size * 2));
    }
    objects[size++] = value;
  }

  Object get(int index) {
    var value = getOrNull(index);
    if (value == null) {
      throw new IndexOutOfBoundsException("index=" + index + ", size=" + size);
    }
    return value;
  }

  @Nullable Object getOrNull(int index) {
    var kind = primitive;
    return kind == null ? objects[index] : kind.box(bits[index]);
  }

  void forEach(Consumer<Object> consumer) {
    for (int index = 0; index < size; index++) {
      consumer.accept(get(index));
    }
  }

  private void generalize(Primitive kind) {
    var general = new @Nullable Object[Math.max(SMALLEST, size * 2)];
    for (int index = 0; index < size; index++) {
      general[index] = kind.box(bits[index]);
    }
    objects = general;
    bits = NO_BITS;
    primitive = null;
  }
}
