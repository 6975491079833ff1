package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.exchange.Owners;
import java.util.List;
import java.util.Set;

/**
 * Who takes part in a generation and who owns what.
 *
 * @param generation the generation
 * @param executors all executors, by index
 * @param owners the table of partitions
 * @param restoredPlaces places in that table whose state was not carried over
 * @param holdTasks whether what source tasks give is held until the driver lets it pass
 */
record Assignment(
    long generation,
    List<Peer> executors,
    Owners owners,
    Set<Integer> restoredPlaces,
    boolean holdTasks) {
  Assignment {
    executors = List.copyOf(executors);
    restoredPlaces = Set.copyOf(restoredPlaces);
  }

  /** Whether the state of a partition was not carried over. */
  boolean isRestored(int partition) {
    return restoredPlaces.contains(owners.place(partition));
  }
}
