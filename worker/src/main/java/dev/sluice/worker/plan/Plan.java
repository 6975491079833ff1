package dev.sluice.worker.plan;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What every executor is given once: stages of fused operators with exchanges between them.
 *
 * @param partitions the default parallelism; the number of partitions where the program names none
 * @param shards slices of the key space, a power of two and at least the partitions of any stage
 *     with a state
 * @param sources the inputs of stage 0, by the index that a batch's tasks name
 * @param stages in topological order; stage 0 holds the sources and what is fused behind them
 * @param exchanges by their id
 * @param outputs by the index that output pieces name
 * @param states the stateful operators
 */
public record Plan(
    int partitions,
    int shards,
    List<SourceSpec> sources,
    List<Stage> stages,
    List<ExchangeSpec> exchanges,
    List<OutputSpec> outputs,
    List<StateSpec> states)
    implements Serializable {
  /** Copies the lists. */
  public Plan {
    sources = List.copyOf(sources);
    stages = List.copyOf(stages);
    exchanges = List.copyOf(exchanges);
    outputs = List.copyOf(outputs);
    states = List.copyOf(states);
  }

  /** The partition of its stage that a slot of a stateful operator belongs to. */
  public int partitionOf(StateSpec state, int slot) {
    return state.keyed()
        ? KeySpace.partition(slot, shards, state.partitions())
        : slot % state.partitions();
  }

  /** The slots of state that a partition of a stateful operator has, in order. */
  public IntStream slots(StateSpec state, int partition) {
    var all = state.keyed() ? shards : state.partitions() * state.ring();
    return IntStream.range(0, all).filter(slot -> partitionOf(state, slot) == partition);
  }
}
