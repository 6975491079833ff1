package dev.sluice.worker.plan;

import java.util.List;

/**
 * Where a node's records come out.
 *
 * @param taps the operators that give them, one a branch of a union, in order
 * @param keyedPartitions into how many partitions they are hashed by key; 0 if they are not
 * @param slideBatches they come in every batch whose index is a multiple of this
 */
record Placement(List<Tap> taps, int keyedPartitions, int slideBatches) {
  Placement {
    taps = List.copyOf(taps);
  }

  /** An operator of a stage. */
  record Tap(int stage, int operator) {}

  /** Whether the records are already where an exchange by key would bring them. */
  boolean isKeyedInto(int partitions) {
    return taps.size() == 1 && keyedPartitions == partitions;
  }
}
