package dev.sluice.worker.executor;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.codec.CodecException;
import dev.sluice.worker.codec.DamagedStateException;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.codec.StateMisfitException;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.state.StateShard;
import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the state that a generation begins with: each object is read once, all in parallel. */
final class StateLoader {
  private static final Logger LOG = LoggerFactory.getLogger(StateLoader.class);

  /** A state that is seldom written whole lies in hundreds of small objects. */
  private static final int MOST_REQUESTS = 32;

  private final ObjectStore store;
  private final StateFormat format;

  StateLoader(ObjectStore store, StateFormat format) {
    this.store = store;
    this.format = format;
  }

  /**
   * Loads state.
   *
   * @param ranges those of a slot in the order in which they were written
   * @throws DamagedStateException if a range is missing, cut short or changed
   * @throws StateMisfitException if the program's classes do not fit the state
   */
  Map<StateSlots.Slot, StateShard> load(List<StateRange> ranges) {
    var begun = System.nanoTime();
    var contents = read(ranges.stream().collect(Collectors.groupingBy(StateRange::getObjectKey)));
    var read = System.nanoTime();
    var bySlot =
        ranges.stream()
            .collect(
                Collectors.groupingBy(
                    range -> new StateSlots.Slot(range.getUid(), range.getSlot())));
    var shards =
        bySlot.entrySet().parallelStream()
            .collect(Collectors.toMap(Map.Entry::getKey, of -> restore(of.getValue(), contents)));
    if (!ranges.isEmpty()) {
      LOG.info(
          "state loaded: {} bytes in {} ranges of {} objects read in {} ms, restored in {} ms",
          ranges.stream().mapToLong(StateRange::getLength).sum(),
          ranges.size(),
          contents.size(),
          TimeUnit.NANOSECONDS.toMillis(read - begun),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - read));
    }
    return shards;
  }

  /** A part of an object. */
  private record Part(long start, byte[] bytes) {
    byte[] of(StateRange range) {
      var from = Math.toIntExact(range.getOffset() - start);
      return Arrays.copyOfRange(bytes, from, from + range.getLength());
    }
  }

  private Map<String, Part> read(Map<String, List<StateRange>> byObject) {
    if (byObject.isEmpty()) {
      return Map.of();
    }
    var readers =
        Executors.newFixedThreadPool(
            Math.min(MOST_REQUESTS, byObject.size()),
            task -> {
              var reader = new Thread(task, "state-reader");
              reader.setDaemon(true);
              return reader;
            });
    try {
      var parts = new HashMap<String, CompletableFuture<Part>>();
      byObject.forEach(
          (key, ranges) ->
              parts.put(key, CompletableFuture.supplyAsync(() -> read(key, ranges), readers)));
      return parts.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, part -> join(part.getValue())));
    } finally {
      readers.shutdownNow();
    }
  }

  private static Part join(CompletableFuture<Part> part) {
    try {
      return part.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Part read(String key, List<StateRange> ranges) {
    var start = ranges.stream().mapToLong(StateRange::getOffset).min().orElse(0);
    var end = ranges.stream().mapToLong(r -> r.getOffset() + r.getLength()).max().orElse(0);
    try {
      return new Part(start, store.getRange(key, start, Math.toIntExact(end - start)));
    } catch (ObjectNotFoundException e) {
      throw new DamagedStateException(key + ": it is missing", e);
    } catch (StoreException e) {
      if (e.failure() == StoreFailure.INVALID) {
        throw new DamagedStateException(
            "%s: it ends before byte %d, which belongs to it".formatted(key, end), e);
      }
      throw e;
    }
  }

  private StateShard restore(List<StateRange> ranges, Map<String, Part> contents) {
    var bytes =
        ranges.stream()
            .map(range -> requireNonNull(contents.get(range.getObjectKey())).of(range))
            .toList();
    try {
      return StateShard.restore(ranges.get(0).getSlot(), bytes, format);
    } catch (DamagedStateException e) {
      throw new DamagedStateException(
          "%s (state %s, shard %d): %s"
              .formatted(
                  ranges.stream().map(StateRange::getObjectKey).distinct().toList(),
                  ranges.get(0).getUid(),
                  ranges.get(0).getSlot(),
                  e.getMessage()),
          e);
    } catch (CodecException e) {
      throw new StateMisfitException(
          "state of operator '%s' does not fit the program: %s"
              .formatted(ranges.get(0).getUid(), e.getMessage()),
          e);
    }
  }
}
