package dev.sluice;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.accumulator.CollectionAccumulator;
import dev.sluice.accumulator.DoubleAccumulator;
import dev.sluice.accumulator.LongAccumulator;
import dev.sluice.broadcast.Broadcast;
import dev.sluice.runtime.RddRunner;

/** Makes the variables that the driver and its tasks share. */
abstract class SharedValues {
  /** {@return what runs the actions; for engines} */
  public abstract RddRunner runner();

  /**
   * Gives a value to every executor, once.
   *
   * @param value the value, serialisable and not changed any more
   * @param <T> its type
   * @return the handle, for functions to capture
   * @throws RuntimeException if the value is not serialisable, naming what in it is not
   */
  public <T> Broadcast<T> broadcast(T value) {
    return runner().shared().broadcast(value);
  }

  /** {@return an accumulator of whole numbers without a name, whose value ends with the driver} */
  public LongAccumulator longAccumulator() {
    var accumulator = new LongAccumulator();
    register(accumulator);
    return accumulator;
  }

  /**
   * Makes an accumulator of whole numbers.
   *
   * @param name the name that its value is found again by
   * @return the accumulator
   */
  public LongAccumulator longAccumulator(String name) {
    var accumulator = new LongAccumulator();
    register(accumulator, name);
    return accumulator;
  }

  /** {@return an accumulator of numbers without a name, whose value ends with the driver} */
  public DoubleAccumulator doubleAccumulator() {
    var accumulator = new DoubleAccumulator();
    register(accumulator);
    return accumulator;
  }

  /**
   * Makes an accumulator of numbers.
   *
   * @param name the name that its value is found again by
   * @return the accumulator
   */
  public DoubleAccumulator doubleAccumulator(String name) {
    var accumulator = new DoubleAccumulator();
    register(accumulator, name);
    return accumulator;
  }

  /**
   * Makes an accumulator that collects values, without a name.
   *
   * @param <T> type of the values
   * @return the accumulator, whose value ends with the driver
   */
  public <T> CollectionAccumulator<T> collectionAccumulator() {
    var accumulator = new CollectionAccumulator<T>();
    register(accumulator);
    return accumulator;
  }

  /**
   * Makes an accumulator that collects values.
   *
   * @param name the name that its value is found again by
   * @param <T> type of the values
   * @return the accumulator
   */
  public <T> CollectionAccumulator<T> collectionAccumulator(String name) {
    var accumulator = new CollectionAccumulator<T>();
    register(accumulator, name);
    return accumulator;
  }

  /**
   * Lets tasks add to an accumulator of the program's own.
   *
   * @param accumulator the accumulator, whose value ends with the driver
   */
  public void register(AccumulatorV2<?, ?> accumulator) {
    runner().shared().register(accumulator, null);
  }

  /**
   * Lets tasks add to an accumulator of the program's own.
   *
   * @param accumulator the accumulator
   * @param name the name that its value is found again by
   */
  public void register(AccumulatorV2<?, ?> accumulator, String name) {
    runner().shared().register(accumulator, name);
  }
}
