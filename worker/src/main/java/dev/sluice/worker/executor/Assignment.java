package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.exchange.Owners;
import java.util.List;

/**
 * Who takes part in a generation and who owns what.
 *
 * @param generation the generation
 * @param executors all executors, by index
 * @param owners the table of partitions
 */
record Assignment(long generation, List<Peer> executors, Owners owners) {
  Assignment {
    executors = List.copyOf(executors);
  }
}
