package dev.sluice.graph;

import dev.sluice.function.Function3;
import dev.sluice.function.Function4;
import dev.sluice.streaming.State;
import dev.sluice.streaming.Time;
import java.io.Serializable;
import java.util.Optional;

/** The function of a mapWithState, without its types. */
public sealed interface StateMapping extends Serializable {
  /**
   * Gives one record a call.
   *
   * @param function of the key, its value and its state
   */
  record Always(Function3<Object, Optional<Object>, State<Object>, Object> function)
      implements StateMapping {}

  /**
   * Gives a record or none.
   *
   * @param function of the batch's time, the key, its value and its state
   */
  record Sometimes(
      Function4<Time, Object, Optional<Object>, State<Object>, Optional<Object>> function)
      implements StateMapping {}

  /**
   * Wraps a function that gives one record a call.
   *
   * @param function its types are checked by the stream's
   * @return the mapping
   */
  @SuppressWarnings("unchecked")
  static StateMapping always(Function3<?, ?, ?, ?> function) {
    return new Always((Function3<Object, Optional<Object>, State<Object>, Object>) function);
  }

  /**
   * Wraps a function that gives a record or none.
   *
   * @param function its types are checked by the stream's
   * @return the mapping
   */
  @SuppressWarnings("unchecked")
  static StateMapping sometimes(Function4<Time, ?, ?, ?, ?> function) {
    return new Sometimes(
        (Function4<Time, Object, Optional<Object>, State<Object>, Optional<Object>>) function);
  }
}
