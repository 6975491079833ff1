package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Reads objects of the log, several at a time if the executor has threads. */
final class LogReader {
  static final int READERS = 16;

  private final ObjectStore store;
  private final String root;
  private final Executor executor;

  LogReader(ObjectStore store, String root, Executor executor) {
    this.store = store;
    this.root = root;
    this.executor = executor;
  }

  /** Uses a reader with threads of its own, for as long as it takes. */
  static <T> T inParallel(ObjectStore store, String root, Function<LogReader, T> use) {
    ExecutorService readers = Executors.newFixedThreadPool(READERS, LogReader::readerThread);
    try {
      return use.apply(new LogReader(store, root, readers));
    } finally {
      readers.shutdownNow();
    }
  }

  static Thread readerThread(Runnable task) {
    Thread thread = new Thread(task, "log-reader");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the sequences from {@code first} on that exist, in order. */
  List<Long> sequencesFrom(long first) {
    String after = first == 0 ? "" : root + CheckpointKeys.log(first - 1);
    List<Long> sequences = new ArrayList<>();
    for (String key : store.list(root + CheckpointKeys.LOG, after)) {
      OptionalLong sequence = CheckpointKeys.sequenceOf(key.substring(root.length()));
      sequence.ifPresent(sequences::add);
    }
    return sequences;
  }

  /** Returns the objects with these sequences, in their order. */
  List<LogObject> read(List<Long> sequences) {
    List<CompletableFuture<LogObject>> reads = new ArrayList<>();
    for (long sequence : sequences) {
      reads.add(CompletableFuture.supplyAsync(() -> readOne(sequence), executor));
    }
    List<LogObject> objects = new ArrayList<>();
    for (CompletableFuture<LogObject> read : reads) {
      objects.add(join(read));
    }
    return objects;
  }

  private static <T> T join(CompletableFuture<T> read) {
    try {
      return read.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Returns what can be read of these sequences and why the rest cannot; without those gone. */
  Map<Long, Reading> readable(List<Long> sequences) {
    Map<Long, CompletableFuture<Optional<Reading>>> reads = new LinkedHashMap<>();
    for (long sequence : sequences) {
      reads.put(sequence, CompletableFuture.supplyAsync(() -> tryToRead(sequence), executor));
    }
    Map<Long, Reading> readings = new LinkedHashMap<>();
    reads.forEach((sequence, read) -> join(read).ifPresent(r -> readings.put(sequence, r)));
    return readings;
  }

  private Optional<Reading> tryToRead(long sequence) {
    try {
      return Optional.of(new Reading(Optional.of(readOne(sequence)), Optional.empty()));
    } catch (DamagedObjectException e) {
      return Optional.of(new Reading(Optional.empty(), Optional.of(e.problem())));
    } catch (ObjectNotFoundException e) {
      return Optional.empty(); // deleted since it was listed
    }
  }

  /** An object, or why it cannot be read. */
  record Reading(Optional<LogObject> object, Optional<String> problem) {}

  /** Returns whether the object holds an EPOCH record; false if it is gone. */
  boolean isClaim(long sequence) {
    try {
      return readOne(sequence).isClaim();
    } catch (ObjectNotFoundException e) {
      return false;
    }
  }

  LogObject readOne(long sequence) {
    String key = root + CheckpointKeys.log(sequence);
    LogObject object = CheckpointJson.logObject(key, store.get(key));
    if (object.sequence() != sequence) {
      throw new DamagedObjectException(key, "it says it is number " + object.sequence(), null);
    }
    return object;
  }
}
