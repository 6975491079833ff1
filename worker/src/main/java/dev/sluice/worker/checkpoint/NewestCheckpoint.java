package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import java.util.Collections;
import java.util.Optional;

/** Finds the checkpoint that a restore would begin with, without taking the job over. */
public final class NewestCheckpoint {
  private NewestCheckpoint() {}

  /**
   * Looks through the log from its end.
   *
   * @param root what the keys of the job start with; empty, or ending with a slash
   * @return the newest checkpoint that the log names and that can be read, or empty
   */
  public static Optional<Manifest> find(ObjectStore store, String root) {
    LogReader log = new LogReader(store, CheckpointStore.requireRoot(root), Runnable::run);
    CheckpointStore checkpoints = new CheckpointStore(store, root);
    var sequences = log.sequencesFrom(0);
    Collections.reverse(sequences);
    for (long sequence : sequences) {
      for (LogRecord record : log.readOne(sequence).records()) {
        Optional<Manifest> manifest = named(record, checkpoints);
        if (manifest.isPresent()) {
          return manifest;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Manifest> named(LogRecord record, CheckpointStore checkpoints) {
    if (!(record instanceof LogRecord.CheckpointTaken checkpoint)) {
      return Optional.empty();
    }
    try {
      return Optional.of(checkpoints.read(checkpoint.id()));
    } catch (ObjectNotFoundException | DamagedObjectException e) {
      return Optional.empty(); // the one before has to do, as in a restore
    }
  }
}
