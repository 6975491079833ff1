package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.Holding;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import dev.sluice.worker.state.StateShard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The state of one generation on this executor, and what the generation began with.
 *
 * @param generation the generation; 0 before the first
 * @param owners index of the executor by place
 * @param self index of this executor
 * @param executors how many there are
 * @param asLogged whether batches consist of what the log says
 * @param slots the state
 */
record GenerationState(
    long generation,
    List<Integer> owners,
    int self,
    int executors,
    boolean asLogged,
    StateSlots slots) {
  GenerationState {
    owners = List.copyOf(owners);
  }

  /** No generation has begun. */
  static GenerationState none(int lanes) {
    var versions = new StateVersions(lanes, StateVersions.NONE, 0);
    return new GenerationState(0, List.of(), 0, 0, false, new StateSlots(Map.of(), versions));
  }

  /**
   * The state that a generation begins with.
   *
   * @param loaded what was restored
   * @param plan the job's plan
   */
  GenerationState next(
      Assign message, Map<StateSlots.Slot, StateShard> loaded, Plan plan, int lanes) {
    var places = message.getOwnerOfPartitionList();
    var all = new HashMap<StateSlots.Slot, StateShard>();
    var base = message.getRestoredBatch();
    var caughtUp = base;
    if (message.hasCarriedOver()) {
      var over = message.getCarriedOver();
      var restored = new HashSet<>(over.getRestoredPlacesList());
      caughtUp = over.getBatch();
      var mine = places(places, message.getExecutorIndex());
      var whole = Set.copyOf(over.getRestoredStatesList());
      var isBehind =
          base != caughtUp && (!whole.isEmpty() || mine.stream().anyMatch(restored::contains));
      base = isBehind ? StateVersions.NONE : caughtUp;
      mine.removeAll(restored);
      var specs =
          plan.states().stream().collect(Collectors.toMap(StateSpec::uid, Function.identity()));
      slots.forEach(
          (slot, shard) ->
              Optional.ofNullable(specs.get(slot.uid()))
                  .filter(spec -> !whole.contains(spec.uid()))
                  .map(spec -> plan.partitionOf(spec, slot.slot()) % places.size())
                  .filter(mine::contains)
                  .ifPresent(place -> all.put(slot, shard)));
    }
    var kept = Set.copyOf(all.keySet());
    all.putAll(loaded);
    var versions = new StateVersions(lanes, base, caughtUp);
    var next = new StateSlots(all, versions);
    if (message.hasCarriedOver()) {
      next.writtenAgainAfter(message.getCarriedOver().getCheckpoint(), slots, kept);
    }
    return new GenerationState(
        message.getGeneration(),
        places,
        message.getExecutorIndex(),
        message.getExecutorsCount(),
        message.getAsLogged(),
        next);
  }

  /** What a driver is told of it when no lane works on it. */
  Optional<Holding> holding(ToldBatches told) {
    if (generation == 0) {
      return Optional.empty();
    }
    var batch = slots.versions().common();
    return Optional.of(
        Holding.newBuilder()
            .setGeneration(generation)
            .setBatch(batch)
            .putAllBatchOfState(slots.versions().byState())
            .addAllPlaces(places(owners, self))
            .setTableSize(owners.size())
            .setExecutors(executors)
            .setToldAfter(told.after(batch))
            .setAsLogged(asLogged)
            .build());
  }

  private static Set<Integer> places(List<Integer> owners, int executor) {
    var places = new HashSet<Integer>();
    for (var place = 0; place < owners.size(); place++) {
      if (owners.get(place) == executor) {
        places.add(place);
      }
    }
    return places;
  }
}
