package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Deletes what retention gives up. Used by one thread of the driver, which may block; a crash at
 * any point leaves at most garbage, which the next run takes.
 *
 * <p>Call {@link #clean} only after the CHECKPOINT record of every manifest given is durable: a
 * driver that was replaced then never gets here with a checkpoint that does not count.
 *
 * @see <a href="docs/adr/0002-commit-log-and-fencing.md">ADR 2</a>
 */
public final class CheckpointCleaner {
  private final ObjectStore store;
  private final String root;
  private final CheckpointStore checkpoints;
  private final LogReader reader;
  private final LogContents contents;
  private final Reading reading;
  private final long claimSequence;
  private final Map<Long, Manifest> usable = new HashMap<>();
  private boolean olderKnown;
  private long cleanedBelow;

  /**
   * Makes the cleaner of a driver.
   *
   * @param contents what the driver's claim found
   */
  public CheckpointCleaner(ObjectStore store, String root, LogContents contents) {
    this(store, root, contents, use -> LogReader.inParallel(store, root, use));
  }

  /** Makes a cleaner that reads the log of earlier drivers in a given way. */
  CheckpointCleaner(ObjectStore store, String root, LogContents contents, Reading reading) {
    this.reading = reading;
    this.store = store;
    this.root = CheckpointStore.requireRoot(root);
    this.checkpoints = new CheckpointStore(store, root);
    this.reader = new LogReader(store, root, Runnable::run);
    this.contents = contents;
    this.claimSequence = contents.nextSequence() - 1;
    contents.checkpoint().ifPresent(this::completed);
  }

  /** Takes note of a checkpoint whose CHECKPOINT record is durable. */
  public void completed(Manifest manifest) {
    usable.put(manifest.id(), manifest);
  }

  /**
   * Deletes what is not needed for the newest checkpoints.
   *
   * @param retained how many to keep, at least 1
   * @return what was deleted
   */
  public Retention.Garbage clean(int retained) {
    if (!olderKnown) {
      readOlder();
      olderKnown = true;
    }
    List<String> state = new ArrayList<>();
    for (String key : store.list(root + CheckpointKeys.CHECKPOINTS, "")) {
      state.add(key.substring(root.length()));
    }
    Retention.Garbage garbage =
        Retention.toDelete(List.copyOf(usable.values()), checkpoints.list(), state, retained);
    checkpoints.delete(garbage.manifests());
    garbage.manifests().forEach(usable::remove);
    store.delete(garbage.stateObjects().stream().map(key -> root + key).toList());
    cleanLog(garbage.logBelow());
    return garbage;
  }

  /** The checkpoints that can be restored, the newest last. */
  public List<Manifest> kept() {
    return usable.values().stream().sorted(Comparator.comparingLong(Manifest::id)).toList();
  }

  /**
   * Deletes log objects but claims: a replaced driver's next sequence is always that of its
   * successor's claim, so as long as claims stay it cannot append, however late it wakes up.
   */
  private void cleanLog(long below) {
    List<String> keys = new ArrayList<>();
    for (long sequence : reader.sequencesFrom(cleanedBelow)) {
      if (sequence < below && (sequence > claimSequence || !reader.isClaim(sequence))) {
        keys.add(root + CheckpointKeys.log(sequence));
      }
    }
    store.delete(keys);
    cleanedBelow = Math.max(cleanedBelow, below);
  }

  /**
   * Finds the older checkpoints that count, at the first cleaning, since a start has no time for
   * it. A manifest may have been left behind, even later than its successors, by a driver that was
   * replaced; were it taken for a checkpoint, one that counts would go in its place.
   */
  private void readOlder() {
    long newest = contents.checkpoint().map(Manifest::id).orElse(0L);
    Map<Long, Manifest> older = new HashMap<>();
    CheckpointStore manifests = new CheckpointStore(store, root); // it remembers their tables
    for (long id : checkpoints.list()) {
      if (id < newest) {
        try {
          older.put(id, manifests.read(id));
        } catch (DamagedObjectException | ObjectNotFoundException e) {
          // Of no use to a recovery either; goes when all kept ones are younger.
        }
      }
    }
    long first = older.values().stream().mapToLong(Manifest::logSequence).min().orElse(0);
    if (!older.isEmpty()) {
      LogSurvey log =
          reading.of(parallel -> LogSurvey.of(parallel.readable(sequencesOfOthers(first))));
      older.values().stream().filter(log::names).forEach(this::completed);
    }
  }

  /** Gives a reader to who reads much. */
  interface Reading {
    LogSurvey of(Function<LogReader, LogSurvey> use);
  }

  private List<Long> sequencesOfOthers(long first) {
    return reader.sequencesFrom(first).stream().filter(each -> each < claimSequence).toList();
  }
}
