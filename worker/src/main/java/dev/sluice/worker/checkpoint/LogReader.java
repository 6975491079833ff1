package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Reads objects of the log, several at a time if the executor has threads. */
final class LogReader {
  private final ObjectStore store;
  private final String root;
  private final Executor executor;

  LogReader(ObjectStore store, String root, Executor executor) {
    this.store = store;
    this.root = root;
    this.executor = executor;
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
      try {
        objects.add(read.join());
      } catch (CompletionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    return objects;
  }

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
    return CheckpointJson.logObject(key, store.get(key));
  }
}
