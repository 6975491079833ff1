package dev.sluice;

import java.io.Serializable;

/**
 * Four values of their own types.
 *
 * @param <A> type of the first value
 * @param <B> type of the second value
 * @param <C> type of the third value
 * @param <D> type of the fourth value
 * @param _1 the first value
 * @param _2 the second value
 * @param _3 the third value
 * @param _4 the fourth value
 */
public record Tuple4<A, B, C, D>(A _1, B _2, C _3, D _4) implements Serializable {
  /** {@return the values in parentheses with commas between, as Spark prints a tuple} */
  @Override
  public String toString() {
    return "(" + _1 + "," + _2 + "," + _3 + "," + _4 + ")";
  }
}
