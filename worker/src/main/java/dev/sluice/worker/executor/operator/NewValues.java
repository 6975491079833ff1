package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.InitialValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came in for one key in one batch of an updateStateByKey. */
final class NewValues {
  private final List<Object> values = new ArrayList<>(1);
  private @Nullable Object initial;
  private boolean taken;

  void add(Object value) {
    if (!(value instanceof InitialValue first)) {
      values.add(value);
    } else if (initial == null) {
      initial = first.state();
    }
  }

  /** The state to begin with; the first one that came. */
  @Nullable Object initial() {
    return initial;
  }

  /** Whether the values were given to the function. */
  boolean isTaken() {
    return taken;
  }

  /** Returns the values of a key for its function; none if nothing came in. */
  static List<Object> take(@Nullable NewValues some) {
    if (some == null) {
      return List.of();
    }
    some.taken = true;
    return some.values;
  }
}
