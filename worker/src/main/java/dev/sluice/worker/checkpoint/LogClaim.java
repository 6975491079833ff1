package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/** How a driver takes over the log; synchronous, used once by one thread. */
final class LogClaim {
  private final ObjectStore store;
  private final String root;
  private final LogReader reader;
  private final CheckpointStore checkpoints;
  private final Map<Long, String> damaged;
  private final List<String> notices = new ArrayList<>();

  LogClaim(ObjectStore store, String root, Executor executor) {
    this(store, root, executor, Map.of());
  }

  /** Makes a claim that passes over checkpoints of which it is known why they cannot be used. */
  LogClaim(ObjectStore store, String root, Executor executor, Map<Long, String> damaged) {
    this.damaged = Map.copyOf(damaged);
    this.store = store;
    this.root = root;
    this.reader = new LogReader(store, root, executor);
    this.checkpoints = new CheckpointStore(store, root, executor);
  }

  /** Writes the EPOCH record and returns the writer that goes on after it, with what was found. */
  Claimed claim(long minEpoch, String nonce, Clock clock) {
    LogWriter writer = takeEpoch(minEpoch, nonce, clock);
    try {
      LogContents contents = read(writer.nextSequence() - 1);
      if (!contents.notices().isEmpty()) {
        writer.requireCurrent(); // What is missing may be what a newer driver has cleaned.
      }
      return new Claimed(writer, contents);
    } catch (DamagedObjectException | NoReadableCheckpointException | ObjectNotFoundException e) {
      writer.requireCurrent(); // A newer driver may have cleaned what we were to read.
      throw e;
    }
  }

  /** Reads what a claim would read; empty if there is no log. */
  Optional<LogContents> peek() {
    List<Long> sequences = reader.sequencesFrom(hint());
    if (sequences.isEmpty()) {
      return Optional.empty();
    }
    long last = sequences.get(sequences.size() - 1);
    reader.readOne(last);
    return Optional.of(read(last + 1));
  }

  private LogContents read(long claim) {
    // From here on nobody else can append or complete a checkpoint, so what is read now is final.
    CheckpointStore.Listing listing = checkpoints.listAll();
    List<Long> ids = listing.manifests();
    LogTail tail = new LogTail(reader, claim);
    Optional<Manifest> checkpoint = newestLogged(listing, tail);
    if (checkpoint.isEmpty()) {
      readAll(tail);
    }
    List<LogRecord> records = new ArrayList<>();
    tail.from(checkpoint.map(Manifest::logSequence).orElse(0L))
        .forEach(object -> records.addAll(object.records()));
    long highest = ids.stream().mapToLong(Long::longValue).max().orElse(0);
    return new LogContents(records, checkpoint, notices, highest, claim + 1);
  }

  private LogWriter takeEpoch(long minEpoch, String nonce, Clock clock) {
    long from = hint();
    while (true) {
      List<Long> sequences = reader.sequencesFrom(from);
      if (sequences.isEmpty() && from > 0) {
        throw LogTail.missing(from);
      }
      long next = sequences.isEmpty() ? from : sequences.get(sequences.size() - 1) + 1;
      try {
        long last = sequences.isEmpty() ? 0 : reader.readOne(next - 1).writer().epoch();
        long epoch = Math.max(last + 1, minEpoch);
        LogWriter writer = new LogWriter(store, root, new WriterId(epoch, nonce), next);
        writer.write(List.of(new LogRecord.Epoch(epoch, clock.millis())));
        // If we looked long ago, the sequence may have been used and cleaned since: then the log
        // goes on after it, and the claim is void.
        writer.requireCurrent();
        return writer;
      } catch (FencedException | ObjectNotFoundException e) {
        from = Math.max(0, next - 1); // Somebody was faster: look again from there.
      }
    }
  }

  /** Returns a sequence from which it is enough to list: that of the newest manifest. */
  private long hint() {
    List<Long> ids = checkpoints.list();
    for (int i = ids.size() - 1; i >= 0; i--) {
      try {
        return checkpoints.readHead(ids.get(i)).logSequence();
      } catch (DamagedObjectException | ObjectNotFoundException e) {
        // Looked at again, and reported, once the log is ours.
      }
    }
    return 0;
  }

  /** Without a checkpoint the log has to tell everything, and that there never was one. */
  private void readAll(LogTail tail) {
    try {
      tail.extendDownTo(0);
    } catch (DamagedObjectException e) {
      if (notices.isEmpty()) {
        throw e;
      }
      throw new NoReadableCheckpointException(notices, e);
    }
    if (tail.namesAny()) {
      throw new NoReadableCheckpointException(notices, null);
    }
  }

  private Optional<Manifest> newestLogged(CheckpointStore.Listing listing, LogTail tail) {
    List<Long> ids = listing.manifests();
    for (int i = ids.size() - 1; i >= 0; i--) {
      Optional<Manifest> manifest =
          readable(ids.get(i)).filter(found -> isWhole(found, listing.stateObjects()));
      if (manifest.isPresent() && isLogged(manifest.get(), tail)) {
        return manifest;
      }
    }
    return Optional.empty();
  }

  private Optional<Manifest> readable(long id) {
    String problem = damaged.get(id);
    if (problem != null) {
      passOver(id, problem);
      return Optional.empty();
    }
    try {
      return Optional.of(checkpoints.read(id));
    } catch (DamagedObjectException e) {
      passOver(id, e.problem());
    } catch (ObjectNotFoundException e) {
      passOver(id, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private boolean isWhole(Manifest manifest, Set<String> stateObjects) {
    Set<String> missing = new TreeSet<>(manifest.objects());
    missing.removeAll(stateObjects);
    if (missing.isEmpty()) {
      return true;
    }
    passOver(
        manifest.id(),
        "its object %s is missing%s"
            .formatted(
                missing.iterator().next(),
                missing.size() == 1 ? "" : ", and %d more".formatted(missing.size() - 1)));
    return false;
  }

  private void passOver(long id, String reason) {
    notices.add("checkpoint " + id + " is passed over: " + reason);
  }

  private boolean isLogged(Manifest manifest, LogTail tail) {
    try {
      tail.extendDownTo(manifest.logSequence());
      if (tail.names(manifest)) {
        return true;
      }
      passOver(manifest.id(), "the log does not name it");
    } catch (DamagedObjectException e) {
      passOver(manifest.id(), e.problem());
    }
    return false;
  }

  record Claimed(LogWriter writer, LogContents contents) {}
}
