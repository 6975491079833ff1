package dev.sluice.streaming;

import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The state of one key in the hands of the function of {@link PairDStream#mapWithState
 * mapWithState}. Valid only during that call, on the thread that makes it: the same object serves
 * the next key.
 *
 * @param <S> type of the state
 */
public abstract class State<S> {
  /** For engines. */
  protected State() {}

  /** {@return whether the key has a state} */
  public abstract boolean exists();

  /**
   * Gives the state. One that is changed in place is kept as it is then, without {@link #update}.
   *
   * @return the state
   * @throws NoSuchElementException if the key has none
   */
  public abstract S get();

  /** {@return the state; empty if the key has none} */
  public final Optional<S> getOption() {
    return exists() ? Optional.of(get()) : Optional.empty();
  }

  /**
   * Sets the state of the key.
   *
   * @param newState the state from now on
   * @throws IllegalArgumentException if the state was removed in this call or is timing out
   */
  public abstract void update(S newState);

  /**
   * Removes the state of the key.
   *
   * @throws IllegalArgumentException if the state was removed in this call or is timing out
   */
  public abstract void remove();

  /**
   * {@return whether this call is the last one for the key, which had no record for longer than the
   * timeout; its state is removed afterwards}
   */
  public abstract boolean isTimingOut();

  @Override
  public final String toString() {
    return getOption().map(Object::toString).orElse("<state not set>");
  }
}
