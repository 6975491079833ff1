package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What revisions of a job keep that worked, or work, beside another one (upgrade mode BlueGreen):
 * each has a log and checkpoints of its own at {@code revisions/<name>/} below the job's location.
 */
public final class Branches {
  private static final String ROOT = "revisions/";

  private Branches() {}

  /**
   * Returns the checkpoint of a branch that was taken later than any of the job's own, such as
   * {@code revisions/a/checkpoints/00000000000000000007}; empty if there is none. Blocks on the
   * store; lists all objects of the branches.
   *
   * @param store where the job's log and checkpoints are
   */
  public static Optional<String> newestCheckpoint(ObjectStore store) {
    Set<String> roots = new TreeSet<>();
    for (String key : store.list(ROOT, "")) {
      int end = key.indexOf('/', ROOT.length());
      if (end > 0) {
        roots.add(key.substring(0, end + 1));
      }
    }
    if (roots.isEmpty()) {
      return Optional.empty();
    }
    long newest = newest(store, "").map(Manifest::timeMillis).orElse(Long.MIN_VALUE);
    Optional<String> found = Optional.empty();
    for (String root : roots) {
      Optional<Manifest> manifest = newest(store, root);
      if (manifest.isPresent() && manifest.get().timeMillis() > newest) {
        newest = manifest.get().timeMillis();
        found = Optional.of(root + CheckpointKeys.directory(manifest.get().id()));
      }
    }
    return found;
  }

  private static Optional<Manifest> newest(ObjectStore store, String root) {
    var checkpoints = new CheckpointStore(store, root);
    List<Long> ids = checkpoints.list();
    Optional<Manifest> found = Optional.empty();
    for (int i = ids.size() - 1; i >= 0 && found.isEmpty(); i--) {
      found = readable(checkpoints, ids.get(i));
    }
    return found;
  }

  private static Optional<Manifest> readable(CheckpointStore checkpoints, long id) {
    try {
      return Optional.of(checkpoints.readHead(id));
    } catch (ObjectNotFoundException | DamagedObjectException e) {
      return Optional.empty(); // as a restore passes over it
    }
  }
}
