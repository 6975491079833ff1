package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;

/** The manifests of one job. Every call blocks on the store. Thread-safe, but one thread writes. */
public final class CheckpointStore {
  private final ObjectStore store;
  private final String root;
  private final RangeTables tables;

  /**
   * Makes the store of a job.
   *
   * @param root what the keys of the job start with; empty, or ending with a slash
   */
  public CheckpointStore(ObjectStore store, String root) {
    this(store, root, Runnable::run);
  }

  /** Makes the store of a job that reads several objects at a time by an executor. */
  CheckpointStore(ObjectStore store, String root, Executor readers) {
    this.store = requireNonNull(store, "store is null");
    this.root = requireRoot(root);
    this.tables = new RangeTables(store, root, readers);
  }

  static String requireRoot(String root) {
    if (!root.isEmpty() && !root.endsWith("/")) {
      throw new IllegalArgumentException("root does not end with a slash: " + root);
    }
    return root;
  }

  /**
   * Writes a manifest, after everything that it refers to. It counts once a CHECKPOINT record names
   * it. If its number is taken, as by a driver that died in between, the next free one is used.
   * Called by one thread.
   *
   * @return the manifest as written, with its final number and its tables
   */
  public Manifest write(Manifest manifest) {
    Manifest candidate = manifest.change().tables(tables.write(manifest)).done();
    while (!create(candidate)) {
      candidate = candidate.change().id(candidate.id() + 1).done();
    }
    return candidate;
  }

  private boolean create(Manifest manifest) {
    String key = root + manifest.key();
    byte[] content = CheckpointJson.encode(manifest.stored());
    try {
      return store.createIfAbsent(key, content);
    } catch (StoreException e) {
      if (e.failure() != StoreFailure.AMBIGUOUS) {
        throw e;
      }
    }
    try {
      return Arrays.equals(store.get(key), content);
    } catch (ObjectNotFoundException e) {
      // Not there (yet): take the next number. Should it still appear, no record names it.
      return false;
    }
  }

  /** Returns the numbers of all manifests in ascending order, readable or not. */
  public List<Long> list() {
    return listAll().manifests();
  }

  /** Returns what there is, by one request. */
  Listing listAll() {
    List<Long> ids = new ArrayList<>();
    Set<String> others = new HashSet<>();
    for (String key : store.list(root + CheckpointKeys.CHECKPOINTS, "")) {
      String relative = key.substring(root.length());
      OptionalLong id = CheckpointKeys.checkpointOf(relative);
      if (id.isPresent()) {
        ids.add(id.getAsLong());
      } else {
        others.add(relative);
      }
    }
    return new Listing(ids, others);
  }

  /**
   * The objects of all checkpoints.
   *
   * @param manifests numbers of the manifests, in ascending order
   * @param stateObjects keys of the others, relative to the job's root
   */
  record Listing(List<Long> manifests, Set<String> stateObjects) {}

  /**
   * Returns a manifest.
   *
   * @throws ObjectNotFoundException if there is none with this number
   * @throws DamagedObjectException if it cannot be understood, or a table that it needs
   */
  public Manifest read(long id) {
    return tables.resolve(readHead(id));
  }

  /** Returns a manifest as it is stored; tables say where its state lies. */
  Manifest readHead(long id) {
    String key = root + CheckpointKeys.manifest(id);
    Manifest manifest = CheckpointJson.manifest(key, store.get(key));
    if (manifest.id() != id) {
      throw new DamagedObjectException(key, "it says it is number " + manifest.id(), null);
    }
    return manifest;
  }

  /** Deletes manifests, not what they refer to. */
  public void delete(List<Long> ids) {
    store.delete(ids.stream().map(id -> root + CheckpointKeys.manifest(id)).toList());
  }
}
