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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Loads the state that a generation begins with: each object is read once, all in parallel. */
final class StateLoader {
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
    var byObject = ranges.stream().collect(Collectors.groupingBy(StateRange::getObjectKey));
    var contents =
        byObject.entrySet().parallelStream()
            .collect(Collectors.toMap(Map.Entry::getKey, of -> read(of.getKey(), of.getValue())));
    var bySlot =
        ranges.stream()
            .collect(
                Collectors.groupingBy(
                    range -> new StateSlots.Slot(range.getUid(), range.getSlot())));
    return bySlot.entrySet().parallelStream()
        .collect(Collectors.toMap(Map.Entry::getKey, of -> restore(of.getValue(), contents)));
  }

  /** A part of an object. */
  private record Part(long start, byte[] bytes) {
    byte[] of(StateRange range) {
      var from = Math.toIntExact(range.getOffset() - start);
      return Arrays.copyOfRange(bytes, from, from + range.getLength());
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
