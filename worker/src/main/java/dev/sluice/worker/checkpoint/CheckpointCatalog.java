package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a job has left in its store, read for a person without taking the job over: the job may
 * run meanwhile, so what it deletes while this is read may show as missing.
 *
 * @param log the log as far as it can be read
 * @param checkpoints all checkpoints, the oldest first
 * @param stateObjects keys of all state objects, relative to the job's root
 */
public record CheckpointCatalog(
    LogSurvey log, List<CheckpointEntry> checkpoints, Set<String> stateObjects) {
  public CheckpointCatalog {
    checkpoints = List.copyOf(checkpoints);
    stateObjects = Set.copyOf(stateObjects);
  }

  /**
   * Reads the log and the manifests, not the state.
   *
   * @param store the job's objects, from its root on
   */
  public static CheckpointCatalog read(ObjectStore store) {
    return LogReader.inParallel(store, "", reader -> read(store, reader));
  }

  private static CheckpointCatalog read(ObjectStore store, LogReader reader) {
    CheckpointStore checkpoints = new CheckpointStore(store, "");
    CheckpointStore.Listing listing = checkpoints.listAll();
    LogSurvey log = LogSurvey.of(reader.readable(reader.sequencesFrom(0)));
    List<CheckpointEntry> entries = new ArrayList<>();
    for (long id : listing.manifests()) {
      entries.add(entry(checkpoints, log, id));
    }
    return new CheckpointCatalog(log, entries, listing.stateObjects());
  }

  private static CheckpointEntry entry(CheckpointStore checkpoints, LogSurvey log, long id) {
    try {
      Manifest manifest = checkpoints.read(id);
      return new CheckpointEntry(id, Optional.of(manifest), log.names(manifest), Optional.empty());
    } catch (DamagedObjectException e) {
      return new CheckpointEntry(id, Optional.empty(), log.names(id), Optional.of(e.problem()));
    } catch (ObjectNotFoundException e) {
      return new CheckpointEntry(
          id, Optional.empty(), log.names(id), Optional.of("its manifest has just been deleted"));
    }
  }

  /** Returns the checkpoint that a restore would begin with, as far as manifests tell. */
  public Optional<Manifest> newest() {
    for (int i = checkpoints.size() - 1; i >= 0; i--) {
      CheckpointEntry entry = checkpoints.get(i);
      if (entry.logged() && entry.manifest().isPresent()) {
        return entry.manifest();
      }
    }
    return Optional.empty();
  }

  /** Returns a checkpoint; empty if there is none with this number. */
  public Optional<CheckpointEntry> find(long id) {
    return checkpoints.stream().filter(entry -> entry.id() == id).findFirst();
  }

  /** Returns the state objects that no manifest refers to. */
  public List<String> unreferenced() {
    Set<String> rest = new HashSet<>(stateObjects);
    checkpoints.forEach(e -> e.manifest().ifPresent(m -> rest.removeAll(m.objects())));
    return rest.stream().sorted().toList();
  }
}
