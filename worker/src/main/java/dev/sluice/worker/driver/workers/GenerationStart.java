package dev.sluice.worker.driver.workers;

import java.util.OptionalLong;
import java.util.Set;

/** What a generation begins with. */
public sealed interface GenerationStart {
  /** Who owns what. */
  Ownership ownership();

  /** All state is loaded from the newest checkpoint. */
  record Reload(Ownership ownership) implements GenerationStart {}

  /**
   * Executors keep state that they have in memory.
   *
   * @param batch the batch that it is at
   * @param restoredPlaces places whose state is loaded from the newest checkpoint instead
   * @param tellAfter what is to be said again, at the end of the batches after this one up to
   *     {@code batch}; empty for nothing
   */
  record CarriedOver(
      Ownership ownership, long batch, Set<Integer> restoredPlaces, OptionalLong tellAfter)
      implements GenerationStart {
    public CarriedOver {
      restoredPlaces = Set.copyOf(restoredPlaces);
    }
  }
}
