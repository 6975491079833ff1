package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The savepoints of one job: each is a location of its own under the job's, with one checkpoint and
 * a log that names it, so that every command and every job can read it as any other. Retention
 * never looks there. Blocks on the store; for one thread.
 *
 * @see <a href="docs/adr/0070-snapshots.md">ADR 70</a>
 */
public final class Savepoints {
  private static final String ROOT = "savepoints/";

  private final ObjectStore store;
  private final Clock clock;

  /** Makes those of the job whose objects are in a store. */
  public Savepoints(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Returns the savepoint of a name, if it is complete. */
  public Optional<Savepoint> find(String name) {
    String root = root(name);
    var checkpoints = new CheckpointStore(store, root);
    List<Long> found = checkpoints.list();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest = checkpoints.read(found.get(found.size() - 1));
    name(root, manifest);
    return Optional.of(Savepoint.of(root, manifest));
  }

  /**
   * Copies a checkpoint and all of its state. The checkpoint must not be deleted meanwhile. A crash
   * leaves something that {@link #find} does not find, and repeating it is safe.
   *
   * @param isCancelled asked before each object that is copied
   * @throws java.util.concurrent.CancellationException if it is not wanted any more
   */
  public Savepoint copy(Manifest manifest, String name, BooleanSupplier isCancelled) {
    String root = root(name);
    Manifest own =
        manifest
            .change()
            .state(new StateCopy(store, store, root).of(manifest, manifest.id(), isCancelled))
            .logSequence(0)
            .done();
    Manifest written = new CheckpointStore(store, root).write(own);
    name(root, written);
    return Savepoint.of(root, written);
  }

  /** Deletes a savepoint, complete or not; does nothing if there is none of this name. */
  public void delete(String name) {
    store.delete(store.list(root(name), ""));
  }

  /** Has the savepoint's own log name the checkpoint, if it does not yet. */
  private void name(String root, Manifest manifest) {
    CommitLog.Claim claim = CommitLog.claim(store, root, 1, clock);
    try (CommitLog log = claim.log()) {
      if (claim.contents().checkpoint().isEmpty()) {
        CheckpointRecords.append(log, manifest);
      }
    }
  }

  private static String root(String name) {
    return ROOT + name + "/";
  }
}
