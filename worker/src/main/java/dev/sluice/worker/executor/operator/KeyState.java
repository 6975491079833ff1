package dev.sluice.worker.executor.operator;

import static java.util.Objects.requireNonNull;

import dev.sluice.streaming.State;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The state that the function of a mapWithState sees; one object for all keys of a lane. */
final class KeyState extends State<Object> {
  private @Nullable Object value;
  private boolean used;
  private boolean removed;
  private boolean timingOut;

  /** A call for a record begins. */
  void begin(@Nullable Object before) {
    value = before;
    used = false;
    removed = false;
    timingOut = false;
  }

  /** The last call for a key begins. */
  void beginTimingOut(Object before) {
    begin(before);
    timingOut = true;
  }

  /** Whether the function has seen or set the value, and so may have changed it. */
  boolean isUsed() {
    return used;
  }

  boolean isRemoved() {
    return removed;
  }

  @Nullable Object value() {
    return value;
  }

  @Override
  public boolean exists() {
    return value != null;
  }

  @Override
  public Object get() {
    used = true;
    if (value == null) {
      throw new NoSuchElementException("the state is not set: ask exists() first");
    }
    return value;
  }

  @Override
  public void update(Object newState) {
    requireChangeable("updated");
    value = requireNonNull(newState, "the new state is null: remove() the state instead");
    used = true;
  }

  @Override
  public void remove() {
    requireChangeable("removed");
    value = null;
    removed = true;
  }

  @Override
  public boolean isTimingOut() {
    return timingOut;
  }

  private void requireChangeable(String what) {
    if (removed) {
      throw new IllegalArgumentException(
          "the state cannot be %s: it was removed in this call".formatted(what));
    }
    if (timingOut) {
      throw new IllegalArgumentException(
          "the state cannot be %s: it is timing out".formatted(what));
    }
  }
}
