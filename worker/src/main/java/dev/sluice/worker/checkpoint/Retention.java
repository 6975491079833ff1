package dev.sluice.worker.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Decides what of a job's objects is no longer needed; a pure function. */
public final class Retention {
  private Retention() {}

  /**
   * Returns what may go so that the newest checkpoints stay.
   *
   * @param manifests all usable manifests: readable and named by the log
   * @param manifestIds numbers of all manifests there are, usable or not
   * @param stateObjects keys of all state objects, relative to the job's root; others are ignored
   * @param retained how many checkpoints to keep, at least 1
   */
  public static Garbage toDelete(
      List<Manifest> manifests, List<Long> manifestIds, List<String> stateObjects, int retained) {
    if (retained < 1) {
      throw new IllegalArgumentException("retained must be positive: " + retained);
    }
    List<Manifest> newestFirst = new ArrayList<>(manifests);
    newestFirst.sort(Comparator.comparingLong(Manifest::id).reversed());
    List<Manifest> kept = newestFirst.subList(0, Math.min(retained, newestFirst.size()));
    if (kept.isEmpty()) {
      return new Garbage(List.of(), List.of(), 0);
    }
    long oldestKept = kept.get(kept.size() - 1).id();
    List<Long> outdated = manifestIds.stream().filter(id -> id < oldestKept).toList();
    Set<String> referenced = new HashSet<>();
    kept.forEach(manifest -> referenced.addAll(manifest.objects()));
    List<String> objects =
        stateObjects.stream()
            .filter(key -> !referenced.contains(key) && isOlder(key, oldestKept))
            .toList();
    long logSequence = kept.stream().mapToLong(Manifest::logSequence).min().orElse(0);
    return new Garbage(outdated, objects, logSequence);
  }

  /** An object for a checkpoint that is not older may belong to one that is being written. */
  private static boolean isOlder(String key, long checkpoint) {
    OptionalLong writtenFor = CheckpointKeys.checkpointOfState(key);
    return writtenFor.isPresent() && writtenFor.getAsLong() < checkpoint;
  }

  /**
   * What may go.
   *
   * @param manifests numbers of manifests; delete them first, so that nobody uses them
   * @param stateObjects keys relative to the job's root
   * @param logBelow objects of the log below this sequence, but for claims, which stay for ever
   */
  public record Garbage(List<Long> manifests, List<String> stateObjects, long logBelow) {
    public Garbage {
      manifests = List.copyOf(manifests);
      stateObjects = List.copyOf(stateObjects);
    }
  }
}
