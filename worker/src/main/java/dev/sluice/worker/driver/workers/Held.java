package dev.sluice.worker.driver.workers;

import dev.sluice.worker.control.wire.Holding;
import java.util.Map;
import java.util.Set;

/**
 * State that an executor has in memory.
 *
 * @param generation the generation that it was given its places in
 * @param batch the batch that all of it is at; -1 for none
 * @param batchOfState the batch that each state is at, by uid; empty if all are at {@code batch}
 * @param places its places in the table of owners
 * @param tableSize places in that table
 * @param executors executors of that generation
 * @param toldAfter what it said at the end of the batches after this one, up to {@code batch}, it
 *     can say again
 * @param asLogged whether its driver ran the batches as they are logged
 */
public record Held(
    long generation,
    long batch,
    Map<String, Long> batchOfState,
    Set<Integer> places,
    int tableSize,
    int executors,
    long toldAfter,
    boolean asLogged) {
  private static final long PER_EPOCH = 1_000_000;

  public Held {
    batchOfState = Map.copyOf(batchOfState);
    places = Set.copyOf(places);
  }

  /** Reads what an executor says. */
  public static Held of(Holding holding) {
    return new Held(
        holding.getGeneration(),
        holding.getBatch(),
        holding.getBatchOfStateMap(),
        Set.copyOf(holding.getPlacesList()),
        holding.getTableSize(),
        holding.getExecutors(),
        holding.getToldAfter(),
        holding.getAsLogged());
  }

  /** The batches that some of it is at. */
  Set<Long> batches() {
    return batchOfState.isEmpty() ? Set.of(batch) : Set.copyOf(batchOfState.values());
  }

  /** Whether all of it is at a batch, but for some states. */
  boolean isAt(long asked, Set<String> without) {
    return batchOfState.isEmpty()
        ? batch == asked
        : batchOfState.entrySet().stream()
            .allMatch(state -> state.getValue() == asked || without.contains(state.getKey()));
  }

  /** The epoch of the driver that the executor worked for. */
  long epoch() {
    return generation / PER_EPOCH;
  }

  /** The number before the first generation of a driver. */
  public static long firstGeneration(long epoch) {
    return epoch * PER_EPOCH;
  }
}
