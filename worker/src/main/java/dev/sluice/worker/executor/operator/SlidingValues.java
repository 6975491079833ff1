package dev.sluice.worker.executor.operator;

import dev.sluice.function.Function2;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values of one key in a sliding window, reduced with any associative function: two stacks. The
 * older values hold what they and all after them in their stack give together, the younger ones are
 * reduced as they come. So a value takes part in a constant number of reductions on average, and in
 * one slide in no more than the window has values.
 */
final class SlidingValues {
  private long[] panes = new long[2];
  private @Nullable Object[] values = new @Nullable Object[2];
  private int first;
  private int turned;
  private int end;
  private @Nullable Object young;

  /**
   * Adds a value behind those there are.
   *
   * @param pane its pane, not before the last one; values of one pane leave together
   * @param apart gives a value that the function may change
   */
  void add(
      long pane,
      Object value,
      Function2<Object, Object, Object> function,
      UnaryOperator<Object> apart)
      throws Exception {
    var before = young;
    var own = apart.apply(value);
    young = before == null ? own : function.call(before, own);
    var last = end > turned ? values[end - 1] : null;
    if (last != null && panes[end - 1] == pane) {
      values[end - 1] = function.call(last, apart.apply(value));
      return;
    }
    if (end == panes.length) {
      makeRoom();
    }
    panes[end] = pane;
    values[end++] = apart.apply(value);
  }

  /** Drops the values of panes up to one; returns whether there are others. */
  boolean evict(long pane, Function2<Object, Object, Object> function) throws Exception {
    while (first < end && panes[first] <= pane) {
      if (first >= turned) {
        turn(function, pane);
      } else {
        values[first++] = null;
      }
    }
    return first < end;
  }

  /** All values reduced to one; there must be one. */
  @Nullable Object reduced(Function2<Object, Object, Object> function, UnaryOperator<Object> apart)
      throws Exception {
    var newer = young;
    var older = first < turned ? values[first] : null;
    if (older == null) {
      return newer == null ? null : apart.apply(newer);
    }
    return newer == null ? apart.apply(older) : function.call(apart.apply(older), newer);
  }

  /** Makes older values of the younger ones, without those that leave. */
  private void turn(Function2<Object, Object, Object> function, long pane) throws Exception {
    while (first < end && panes[first] <= pane) {
      values[first++] = null;
    }
    for (var index = end - 2; index >= first; index--) {
      var value = values[index];
      var after = values[index + 1];
      if (value != null && after != null) {
        values[index] = function.call(value, after);
      }
    }
    turned = end;
    young = null;
  }

  private void makeRoom() {
    var size = end - first;
    var room = size > panes.length / 2 ? 2 * panes.length : panes.length;
    if (room > panes.length) {
      panes = Arrays.copyOfRange(panes, first, first + room);
      values = Arrays.copyOfRange(values, first, first + room);
    } else {
      System.arraycopy(panes, first, panes, 0, size);
      System.arraycopy(values, first, values, 0, size);
      Arrays.fill(values, size, values.length, null);
    }
    turned = Math.max(0, turned - first);
    end = size;
    first = 0;
  }
}
