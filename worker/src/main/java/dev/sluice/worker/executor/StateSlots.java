package dev.sluice.worker.executor;

import dev.sluice.worker.codec.TypeNames;
import dev.sluice.worker.state.KeyGuard;
import dev.sluice.worker.state.StateShard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The state of one generation on this executor, whatever plan its batches are run by. A slot is
 * touched by the lane that owns its partition only; the map of slots is safe for all lanes.
 */
final class StateSlots {
  /** Names a slot. */
  record Slot(String uid, int slot) {}

  private final Map<Slot, StateShard> slots = new ConcurrentHashMap<>();
  private final Map<String, KeyGuard> guards = new HashMap<>();
  private final Set<Slot> snapshotAgain = ConcurrentHashMap.newKeySet();

  private final Map<Slot, Long> writtenIn = new ConcurrentHashMap<>();
  private final StateVersions versions;

  StateSlots(Map<Slot, StateShard> restored, StateVersions versions) {
    slots.putAll(restored);
    this.versions = versions;
    var types = new HashMap<String, Set<String>>();
    restored.forEach(
        (slot, shard) -> {
          var key = shard.restoredKey();
          if (key != null) {
            types.computeIfAbsent(slot.uid(), any -> new HashSet<>()).add(TypeNames.of(key));
            guards.putIfAbsent(slot.uid(), new KeyGuard(slot.uid(), key));
          }
        });
    // A state whose keys are of several types has been told apart by the program.
    guards.keySet().removeIf(uid -> types.getOrDefault(uid, Set.of()).size() > 1);
  }

  /** Which batch it is at. */
  StateVersions versions() {
    return versions;
  }

  void forEach(BiConsumer<Slot, StateShard> consumer) {
    slots.forEach(consumer);
  }

  /** Notes the snapshot that a slot is written in. */
  void written(Slot slot, long snapshot) {
    writtenIn.put(slot, snapshot);
  }

  /** Snapshots after a checkpoint do not count: what was written in them is written again. */
  void writtenAgainAfter(long checkpoint, StateSlots before, Set<Slot> kept) {
    for (var slot : kept) {
      if (before.isSnapshotAgain(slot) || before.writtenIn.getOrDefault(slot, 0L) > checkpoint) {
        snapshotAgain.add(slot);
      }
    }
  }

  /** A slot of keyed state, whose new keys have to be like those that were restored. */
  StateShard keyed(String uid, int number) {
    var slot = get(uid, number);
    var guard = guards.get(uid);
    if (guard != null) {
      slot.guard(guard);
    }
    return slot;
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
