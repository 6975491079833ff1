package dev.sluice.worker.executor;

import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.state.StateShard;
import dev.sluice.worker.storage.ObjectStore;
import java.util.Arrays;
import java.util.HashMap;
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

  Map<PlanStates.Slot, StateShard> load(List<StateRange> ranges) {
    var byObject = ranges.stream().collect(Collectors.groupingBy(StateRange::getObjectKey));
    var slots = new HashMap<PlanStates.Slot, StateShard>();
    byObject.entrySet().parallelStream()
        .map(object -> read(object.getKey(), object.getValue()))
        .collect(Collectors.toList())
        .forEach(slots::putAll);
    return slots;
  }

  private Map<PlanStates.Slot, StateShard> read(String key, List<StateRange> ranges) {
    var start = ranges.stream().mapToLong(StateRange::getOffset).min().orElse(0);
    var end = ranges.stream().mapToLong(r -> r.getOffset() + r.getLength()).max().orElse(0);
    var content = store.getRange(key, start, Math.toIntExact(end - start));
    var slots = new HashMap<PlanStates.Slot, StateShard>();
    for (var range : ranges) {
      var offset = Math.toIntExact(range.getOffset() - start);
      var bytes = Arrays.copyOfRange(content, offset, offset + range.getLength());
      slots.put(
          new PlanStates.Slot(range.getUid(), range.getSlot()),
          StateShard.restore(range.getSlot(), bytes, format));
    }
    return slots;
  }
}
