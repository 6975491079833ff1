package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.worker.state.PairColumns;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait for whoever takes them next. Pairs with numbers are taken apart and made again
 * when they are asked for: as objects they would live long enough to be copied by the garbage
 * collector, again and again. Can only be added to; owned by one thread at a time while it is, and
 * safe for all after that.
 */
public final class RecordList extends AbstractList<Object> {
  private static final int CHUNK_BITS = 12;
  private static final int CHUNK = 1 << CHUNK_BITS;

  /** In parts of a limited length, so that there is no array of all of them. */
  private final List<PairColumns> pairs = new ArrayList<>();

  private @Nullable PairColumns last;

  /** All records, once one of them was not a pair that suits. */
  private @Nullable List<Object> objects;

  private int size;

  @Override
  public boolean add(Object record) {
    var others = objects;
    if (others != null) {
      others.add(record);
    } else if (record instanceof Tuple2<?, ?> pair && suits(pair)) {
      addPair(pair);
    } else {
      others = new ArrayList<>(this);
      others.add(record);
      objects = others;
      pairs.clear();
      last = null;
    }
    size++;
    return true;
  }

  /** The first pair decides for all; a key that is missing has no place in a column. */
  private boolean suits(Tuple2<?, ?> pair) {
    return size == 0 ? PairColumns.suit(pair._1(), pair._2()) : pair._1() != null;
  }

  private void addPair(Tuple2<?, ?> pair) {
    var columns = last;
    if (columns == null || columns.size() == CHUNK) {
      columns = new PairColumns();
      pairs.add(columns);
      last = columns;
    }
    columns.add(pair._1(), pair._2());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Object get(int index) {
    var others = objects;
    return others == null
        ? pair(pairs.get(index >> CHUNK_BITS), index & (CHUNK - 1))
        : others.get(index);
  }

  @SuppressWarnings("NullAway") // a pair comes out as it went in
  private static Object pair(PairColumns columns, int index) {
    return new Tuple2<>(columns.key(index), columns.value(index));
  }

  @Override
  public void forEach(Consumer<? super Object> action) {
    var others = objects;
    if (others != null) {
      others.forEach(action);
      return;
    }
    for (var columns : pairs) {
      for (int index = 0; index < columns.size(); index++) {
        action.accept(pair(columns, index));
      }
    }
  }

  @Override
  public Iterator<Object> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public Object next() {
        if (next >= size) {
          throw new NoSuchElementException("all %d records were given".formatted(size));
        }
        return get(next++);
      }
    };
  }
}
