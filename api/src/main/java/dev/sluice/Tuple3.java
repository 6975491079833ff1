package dev.sluice;

import java.io.Serializable;

/**
 * Three values of their own types.
 *
 * @param <A> type of the first value
 * @param <B> type of the second value
 * @param <C> type of the third value
 * @param _1 the first value
 * @param _2 the second value
 * @param _3 the third value
 */
public record Tuple3<A, B, C>(A _1, B _2, C _3) implements Serializable {
  /** {@return the values in parentheses with commas between, as Spark prints a tuple} */
  @Override
  public String toString() {
    return "(" + _1 + "," + _2 + "," + _3 + ")";
  }
}
