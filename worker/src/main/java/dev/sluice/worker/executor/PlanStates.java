package dev.sluice.worker.executor;

import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.StateAccess;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import dev.sluice.worker.state.Mutability;
import dev.sluice.worker.state.StateShard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The state of one generation as one plan sees it: under the plan's numbers of states. */
final class PlanStates implements StateAccess {
  private record Partition(int state, int partition) {}

  private final Plan plan;
  private final StateFormat format;
  private final StateSlots slots;
  private final Map<Partition, List<StateShard>> partitionSlots = new ConcurrentHashMap<>();

  PlanStates(Plan plan, StateFormat format, StateSlots slots) {
    this.plan = plan;
    this.format = format;
    this.slots = slots;
    slots.versions().know(plan.states().stream().map(StateSpec::uid).toList());
  }

  @Override
  public List<StateShard> slots(int state, int partition) {
    var spec = plan.states().get(state);
    return partitionSlots.computeIfAbsent(
        new Partition(state, partition),
        key -> plan.slots(spec, partition).mapToObj(number -> slot(spec, number)).toList());
  }

  private StateShard slot(StateSpec spec, int number) {
    return spec.keyed() ? slots.keyed(spec.uid(), number) : slots.get(spec.uid(), number);
  }

  @Override
  public StateShard shard(int state, int shard) {
    return slot(plan.states().get(state), shard);
  }

  @Override
  public Object detached(Object value) {
    return Mutability.isImmutable(value) ? value : format.copy(value);
  }

  @Override
  public int shards() {
    return plan.shards();
  }

  /** A lane begins to change the state of a stage. */
  void begin(int lane, int stage) {
    slots.versions().begin(lane, uids(stage));
  }

  /** A lane has changed the state of a stage as a batch demands. */
  void end(int lane, int stage, BatchScope batch) {
    slots.versions().end(lane, uids(stage), batch.batch(), batch.catchUp());
  }

  private List<String> uids(int stage) {
    return plan.states().stream()
        .filter(spec -> spec.stage() == stage)
        .map(StateSpec::uid)
        .toList();
  }

  /** Counts the entries of a stage's partitions. */
  long entries(int stage, List<Integer> partitions) {
    var entries = 0L;
    for (var state = 0; state < plan.states().size(); state++) {
      if (plan.states().get(state).stage() == stage) {
        for (int partition : partitions) {
          for (var slot : slots(state, partition)) {
            entries += slot.size();
          }
        }
      }
    }
    return entries;
  }

  /** Writes the slots of a stage's partitions that changed since they were last written. */
  void snapshot(long snapshot, int stage, List<Integer> partitions, Consumer<SlotSnapshot> target) {
    for (var state = 0; state < plan.states().size(); state++) {
      var spec = plan.states().get(state);
      if (spec.stage() == stage) {
        for (int partition : partitions) {
          slots(state, partition).forEach(slot -> snapshotSlot(snapshot, spec.uid(), slot, target));
        }
      }
    }
  }

  /** Marks slots whose snapshot did not reach the store, so that the next one has them again. */
  void snapshotAgain(List<SlotSnapshot> lost) {
    slots.snapshotAgain(lost);
  }

  /** Returns whether one of these tells the changes to a snapshot that did not reach the store. */
  boolean isGap(List<SlotSnapshot> snapshots) {
    return snapshots.stream()
        .anyMatch(slot -> slot.content().isDelta() && slots.isSnapshotAgain(slot.slot()));
  }

  private void snapshotSlot(
      long snapshot, String uid, StateShard shard, Consumer<SlotSnapshot> target) {
    var slot = new StateSlots.Slot(uid, shard.shard());
    var whole = slots.takeSnapshotAgain(slot);
    if (whole || shard.dirty()) {
      slots.written(slot, snapshot);
      target.accept(new SlotSnapshot(slot, shard.snapshot(format, whole)));
    }
  }
}
