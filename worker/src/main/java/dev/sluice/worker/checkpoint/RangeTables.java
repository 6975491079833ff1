package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The tables of ranges of a job's checkpoints. A checkpoint writes one of what is new, and one of
 * all ranges when the others have grown to its size or are many, so that on average a checkpoint
 * writes twice what is new. One thread writes; reading is thread-safe. Every call blocks on the
 * store.
 */
final class RangeTables {
  private static final int MOST_TABLES = 64;

  private final ObjectStore store;
  private final String root;
  private final Executor readers;
  private final Map<String, RangeTable> read = new ConcurrentHashMap<>();
  private Written last = Written.NOTHING;

  /**
   * What was written last.
   *
   * @param epoch the driver that wrote it
   * @param tables the checkpoints that the tables were written for
   * @param state what they say
   * @param whole bytes of the first one
   * @param rest bytes of those after it
   */
  private record Written(
      long epoch, List<Long> tables, Map<String, OperatorState> state, long whole, long rest) {
    private static final Written NOTHING = new Written(0, List.of(), Map.of(), 0, 0);

    boolean takesMore(Manifest manifest) {
      return !tables.isEmpty()
          && epoch == manifest.epoch()
          && tables.size() < MOST_TABLES
          && rest < whole;
    }

    boolean isBefore(Manifest manifest) {
      return tables.get(tables.size() - 1) < manifest.id();
    }
  }

  RangeTables(ObjectStore store, String root, Executor readers) {
    this.store = store;
    this.root = root;
    this.readers = readers;
  }

  /** Writes where the state of a checkpoint lies; returns the tables that say so. */
  List<Long> write(Manifest manifest) {
    Optional<RangeTable> more =
        last.takesMore(manifest)
            ? RangeTable.since(last.state(), manifest.state())
                .filter(some -> some.isEmpty() || last.isBefore(manifest))
            : Optional.empty();
    RangeTable table = more.orElseGet(() -> RangeTable.all(manifest.state()));
    List<Long> tables = new ArrayList<>(more.isPresent() ? last.tables() : List.of());
    if (!table.isEmpty()) {
      byte[] content = CheckpointJson.encode(table);
      store.put(root + CheckpointKeys.rangeTable(manifest.id(), manifest.epoch()), content);
      tables.add(manifest.id());
      last =
          new Written(
              manifest.epoch(),
              List.copyOf(tables),
              manifest.state(),
              more.isPresent() ? last.whole() : content.length,
              more.isPresent() ? last.rest() + content.length : 0);
    }
    return tables;
  }

  /**
   * Returns a checkpoint with its ranges.
   *
   * @param manifest as it is stored
   * @throws DamagedObjectException if a table is missing or cannot be understood
   */
  Manifest resolve(Manifest manifest) {
    if (manifest.tables().isEmpty()) {
      return manifest;
    }
    Map<String, TreeMap<Integer, List<ShardRange>>> ranges = new HashMap<>();
    List<CompletableFuture<RangeTable>> tables = new ArrayList<>();
    for (String key : manifest.tableKeys()) {
      tables.add(CompletableFuture.supplyAsync(() -> table(key), readers));
    }
    for (int i = 0; i < tables.size(); i++) {
      try {
        join(tables.get(i)).addTo(ranges);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new DamagedObjectException(
            root + manifest.tableKeys().get(i), String.valueOf(e.getMessage()), e);
      }
    }
    Map<String, OperatorState> state = new HashMap<>();
    manifest
        .state()
        .forEach(
            (uid, of) ->
                state.put(
                    uid,
                    new OperatorState(
                        of.schema(),
                        ranges.getOrDefault(uid, new TreeMap<>()).values().stream()
                            .flatMap(List::stream)
                            .toList())));
    return manifest.change().state(state).done();
  }

  private RangeTable table(String key) {
    return read.computeIfAbsent(
        key,
        any -> {
          try {
            return CheckpointJson.rangeTable(root + key, store.get(root + key));
          } catch (ObjectNotFoundException e) {
            throw new DamagedObjectException(root + key, "it is missing", e);
          }
        });
  }

  private static RangeTable join(CompletableFuture<RangeTable> table) {
    try {
      return table.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
