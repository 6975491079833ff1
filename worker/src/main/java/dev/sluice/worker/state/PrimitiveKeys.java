package dev.sluice.worker.state;

/** Keys as bare bits; 0 is a free slot, so the key 0 has the slot behind the others. */
final class PrimitiveKeys extends Keys {
  private final Primitive primitive;
  private final long[] cells;
  private final int mask;
  private boolean zero;

  PrimitiveKeys(Primitive primitive, int capacity) {
    super(capacity);
    this.primitive = primitive;
    this.cells = new long[capacity];
    this.mask = capacity - 1;
  }

  @Override
  PrimitiveKeys empty(int newCapacity) {
    return new PrimitiveKeys(primitive, newCapacity);
  }

  @Override
  int find(Object key) {
    return primitive.is(key) ? find(primitive.bits(key)) : FOREIGN;
  }

  private int find(long bits) {
    if (bits == 0) {
      return zero ? cells.length : ~cells.length;
    }
    int slot = home(bits);
    while (true) {
      long found = cells[slot];
      if (found == bits) {
        return slot;
      }
      if (found == 0) {
        return ~slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  @Override
  int adopt(Keys from, int slot) {
    long bits = ((PrimitiveKeys) from).bits(slot);
    int free = ~find(bits);
    setBits(free, bits);
    return free;
  }

  @Override
  void set(int slot, Object key) {
    setBits(slot, primitive.bits(key));
  }

  private void setBits(int slot, long bits) {
    if (slot == cells.length) {
      zero = true;
    } else {
      cells[slot] = bits;
    }
  }

  private long bits(int slot) {
    return slot == cells.length ? 0 : cells[slot];
  }

  @Override
  Object get(int slot) {
    return primitive.box(bits(slot));
  }

  @Override
  boolean isFree(int slot) {
    return slot == cells.length ? !zero : cells[slot] == 0;
  }

  @Override
  void free(int slot) {
    if (slot == cells.length) {
      zero = false;
    } else {
      cells[slot] = 0;
    }
  }

  @Override
  void move(int from, int to) {
    cells[to] = cells[from];
  }

  @Override
  boolean mayMove(int slot, int hole) {
    return ((slot - home(cells[slot])) & mask) >= ((slot - hole) & mask);
  }

  /** The keys of a shard share bits of their hash code, so all bits of the key take part. */
  private int home(long bits) {
    long hash = bits * 0x9E3779B97F4A7C15L;
    hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    return (int) (hash >>> 32) & mask;
  }
}
