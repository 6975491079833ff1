package dev.sluice.runtime;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** The variables that driver and executors share; not for job authors. Thread-safe. */
public interface SharedVariables {
  /**
   * Makes a broadcast variable.
   *
   * @param value the value, serialisable
   * @param <T> its type
   * @return the variable
   */
  <T> Broadcast<T> broadcast(T value);

  /**
   * Takes in an accumulator.
   *
   * @param accumulator the accumulator, not registered yet
   * @param name the name that its value survives under; null for none
   */
  void register(AccumulatorV2<?, ?> accumulator, @Nullable String name);
}
