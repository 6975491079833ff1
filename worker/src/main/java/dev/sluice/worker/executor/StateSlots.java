package dev.sluice.worker.executor;

import dev.sluice.worker.state.StateShard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of one generation on this executor, whatever plan its batches are run by. A slot is
 * touched by the lane that owns its partition only; the map of slots is safe for all lanes.
 */
final class StateSlots {
  /** Names a slot. */
  record Slot(String uid, int slot) {}

  private final Map<Slot, StateShard> slots = new ConcurrentHashMap<>();
  private final Set<Slot> snapshotAgain = ConcurrentHashMap.newKeySet();

  StateSlots(Map<Slot, StateShard> restored) {
    slots.putAll(restored);
  }

  /** A slot, which is empty if it was not there. */
  StateShard get(String uid, int number) {
    return slots.computeIfAbsent(new Slot(uid, number), key -> new StateShard(number));
  }

  /** Marks slots whose snapshot did not reach the store, so that the next one has them again. */
  void snapshotAgain(List<SlotSnapshot> lost) {
    lost.forEach(slot -> snapshotAgain.add(slot.slot()));
  }

  /** Returns whether a slot is marked. */
  boolean isSnapshotAgain(Slot slot) {
    return snapshotAgain.contains(slot);
  }

  /** Takes the mark off a slot; returns whether it had one. */
  boolean takeSnapshotAgain(Slot slot) {
    return snapshotAgain.remove(slot);
  }
}
