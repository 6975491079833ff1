package dev.sluice.worker.driver.workers;

import java.util.OptionalLong;
import java.util.Set;

/** What a generation begins with. */
public sealed interface GenerationStart {
  /** Who owns what. */
  Ownership ownership();

  /**
   * Whether the state of a partition is loaded from the newest checkpoint.
   *
   * @param uid of the state
   */
  boolean isRestored(String uid, int partition);

  /** All state is loaded from the newest checkpoint. */
  record Reload(Ownership ownership) implements GenerationStart {
    @Override
    public boolean isRestored(String uid, int partition) {
      return true;
    }
  }

  /**
   * Executors keep state that they have in memory.
   *
   * @param batch the batch that it is at
   * @param restoredPlaces places whose state is loaded from the newest checkpoint instead
   * @param restoredStates uids of state that is so at all places
   * @param tellAfter what is to be said again, at the end of the batches after this one up to
   *     {@code batch}; empty for nothing
   */
  record CarriedOver(
      Ownership ownership,
      long batch,
      Set<Integer> restoredPlaces,
      Set<String> restoredStates,
      OptionalLong tellAfter)
      implements GenerationStart {
    public CarriedOver {
      restoredPlaces = Set.copyOf(restoredPlaces);
      restoredStates = Set.copyOf(restoredStates);
    }

    /** Whether anything is not kept. */
    public boolean restoresAny() {
      return !restoredPlaces.isEmpty() || !restoredStates.isEmpty();
    }

    @Override
    public boolean isRestored(String uid, int partition) {
      return restoredStates.contains(uid)
          || restoredPlaces.contains(partition % ownership.owners().size());
    }
  }
}
