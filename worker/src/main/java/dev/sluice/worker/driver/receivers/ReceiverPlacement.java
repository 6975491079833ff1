package dev.sluice.worker.driver.receivers;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides where a receiver runs; a pure function. */
final class ReceiverPlacement {
  private ReceiverPlacement() {}

  /**
   * A worker that can host receivers.
   *
   * @param worker its name
   * @param host where it is
   * @param receivers how many it has
   * @param shards how many of them are shards of the same receiver
   */
  record Candidate(String worker, String host, int receivers, int shards) {
    private boolean isAt(String location) {
      return location.equalsIgnoreCase(host) || location.equals(worker);
    }
  }

  /**
   * Chooses a worker: the one with the fewest shards of the receiver, and then the fewest
   * receivers, of those at the preferred location, or of all if none is there.
   *
   * @return empty if there is no candidate
   */
  static Optional<Candidate> choose(Optional<String> preferred, List<Candidate> candidates) {
    var fewest = Comparator.comparingInt(Candidate::shards).thenComparingInt(Candidate::receivers);
    return preferred
        .flatMap(
            location ->
                candidates.stream().filter(candidate -> candidate.isAt(location)).min(fewest))
        .or(() -> candidates.stream().min(fewest));
  }
}
