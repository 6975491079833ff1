package dev.sluice.accumulator;

import dev.sluice.runtime.TaskValues;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A variable that tasks add to and the driver reads. Functions capture it; each task thread adds to
 * a copy of its own, and the copies are merged into the driver's.
 *
 * <p>Additions made while a stream's batch is computed count exactly once, when the batch is
 * committed, whatever was computed again; additions of an action count when the action completes.
 * The value of an accumulator with a name is part of every checkpoint and is found again by that
 * name. What a program adds on the driver itself counts at once.
 *
 * <p>Subclasses must be serialisable and cheap to copy.
 *
 * @param <I> type of what is added
 * @param <O> type of the value
 */
public abstract class AccumulatorV2<I, O> implements Serializable {
  private static final long serialVersionUID = 1L;

  private long id;
  private @Nullable String name;
  private boolean onDriver;

  /** Makes an accumulator that is not registered yet. */
  protected AccumulatorV2() {}

  /** {@return whether nothing was added} */
  public abstract boolean isZero();

  /** {@return an accumulator with the same value} */
  public abstract AccumulatorV2<I, O> copy();

  /** Forgets what was added. */
  public abstract void reset();

  /**
   * Adds to the value.
   *
   * @param value what is added
   */
  public abstract void add(I value);

  /**
   * Adds what another accumulator of the same kind has.
   *
   * @param other the other one
   */
  public abstract void merge(AccumulatorV2<I, O> other);

  /** {@return the value} */
  public abstract O value();

  /** {@return an accumulator of the same kind without a value} */
  public AccumulatorV2<I, O> copyAndReset() {
    var copy = copy();
    copy.reset();
    return copy;
  }

  /** {@return the number it was registered under; 0 if it was not} */
  public final long id() {
    return id;
  }

  /** {@return the name it was registered under} */
  public final Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** {@return whether tasks can add to it} */
  public final boolean isRegistered() {
    return id != 0;
  }

  /**
   * Registers it; for engines.
   *
   * @param number its number, not 0
   * @param givenName its name; null for none
   */
  public final void registered(long number, @Nullable String givenName) {
    if (isRegistered()) {
      throw new IllegalStateException("the accumulator is registered already: " + this);
    }
    id = number;
    name = givenName;
    onDriver = true;
  }

  /**
   * Gives the value as an accumulator that is written with it; for engines.
   *
   * @param forget whether the value is taken away
   * @return an accumulator with the value
   */
  public final AccumulatorV2<I, O> take(boolean forget) {
    var taken = copy();
    taken.id = id;
    taken.name = name;
    taken.onDriver = false;
    if (forget) {
      reset();
    }
    return taken;
  }

  /**
   * Tasks get a copy without a value.
   *
   * @return what is written in place of this
   */
  protected final Object writeReplace() {
    if (!onDriver) {
      return this;
    }
    var copy = copyAndReset();
    copy.id = id;
    copy.name = name;
    copy.onDriver = false;
    return copy;
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    TaskValues.current().ifPresent(values -> values.accumulator(this));
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "(id: " + id + ", name: " + name + ")";
  }
}
