package dev.sluice.graph;

import dev.sluice.Tuple2;
import dev.sluice.Tuple3;
import dev.sluice.function.Function;
import dev.sluice.function.Function4;
import dev.sluice.streaming.Time;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The function of an updateStateByKey, without its types. */
public sealed interface StateUpdate extends Serializable {
  /**
   * Called for each key.
   *
   * @param function of the batch's time, the key, its values and its state before
   */
  record OfKey(Function4<Time, Object, List<Object>, Optional<Object>, Optional<Object>> function)
      implements StateUpdate {}

  /**
   * Called for each partition.
   *
   * @param function of all keys with their values and states before
   */
  record OfPartition(
      Function<
              Iterator<Tuple3<Object, List<Object>, Optional<Object>>>,
              Iterator<Tuple2<Object, Object>>>
          function)
      implements StateUpdate {}

  /**
   * Wraps a function of a key.
   *
   * @param function its types are checked by the stream's
   * @return the update
   */
  @SuppressWarnings("unchecked")
  static StateUpdate ofKey(Function4<Time, ?, ?, ?, ?> function) {
    return new OfKey(
        (Function4<Time, Object, List<Object>, Optional<Object>, Optional<Object>>) function);
  }

  /**
   * Wraps a function of a partition.
   *
   * @param function its types are checked by the stream's
   * @return the update
   */
  @SuppressWarnings("unchecked")
  static StateUpdate ofPartition(Function<?, ?> function) {
    return new OfPartition(
        (Function<
                Iterator<Tuple3<Object, List<Object>, Optional<Object>>>,
                Iterator<Tuple2<Object, Object>>>)
            function);
  }
}
