package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who takes part in a generation and who owns what.
 *
 * @param generation the generation
 * @param executors all executors, by index
 * @param owners the table of partitions
 * @param restoredPlaces places in that table whose state was not carried over
 * @param restoredStates uids of state that was carried over at no place
 * @param holdTasks whether what source tasks give is held until the driver lets it pass
 */
record Assignment(
    long generation,
    List<Peer> executors,
    Owners owners,
    Set<Integer> restoredPlaces,
    Set<String> restoredStates,
    boolean holdTasks) {
  Assignment {
    executors = List.copyOf(executors);
    restoredPlaces = Set.copyOf(restoredPlaces);
    restoredStates = Set.copyOf(restoredStates);
  }

  /** Whether the place of a partition was not carried over. */
  boolean isRestored(int partition) {
    return restoredPlaces.contains(owners.place(partition));
  }

  /** The stages that run for restored places only while a batch is run again for these. */
  Set<Integer> partlyRun(Plan plan) {
    return plan.states().stream()
        .filter(state -> !restoredStates.contains(state.uid()))
        .map(StateSpec::stage)
        .collect(Collectors.toUnmodifiableSet());
  }
}
