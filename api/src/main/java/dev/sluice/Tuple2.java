package dev.sluice;

import java.io.Serializable;

/**
 * Two values of their own types; the record of every pair stream, with the key first.
 *
 * @param <A> type of the first value, the key in a pair stream
 * @param <B> type of the second value
 * @param _1 the first value
 * @param _2 the second value
 */
public record Tuple2<A, B>(A _1, B _2) implements Serializable {
  /**
   * Pairs two values.
   *
   * @param first the first value
   * @param second the second value
   * @param <A> type of the first value
   * @param <B> type of the second value
   * @return the pair of both
   */
  public static <A, B> Tuple2<A, B> of(A first, B second) {
    return new Tuple2<>(first, second);
  }

  /** {@return the pair with its values in the other order} */
  public Tuple2<B, A> swap() {
    return new Tuple2<>(_2, _1);
  }

  /** {@return both values in parentheses with a comma between, as Spark prints a tuple} */
  @Override
  public String toString() {
    return "(" + _1 + "," + _2 + ")";
  }
}
