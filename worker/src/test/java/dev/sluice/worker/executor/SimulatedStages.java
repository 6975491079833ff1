package dev.sluice.worker.executor;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.Tuple2;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.SnapshotDone;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.plan.KeySpace;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import dev.sluice.worker.storage.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one generation on a simulated executor: it sums values by key, and if the plan has
 * a second state sums these sums there, under coarser keys.
 */
final class SimulatedStages {
  /** Records for the partitions of a state on one executor, and the end of them. */
  record Part(
      long generation, long batch, int state, Map<Integer, List<Tuple2<Integer, Long>>> pairs) {}

  private record Target(int state, int partition) {}

  private static final class Run {
    private @Nullable RunBatch message;
    private final Map<Integer, Integer> markers = new HashMap<>();
    private final Map<Target, List<Tuple2<Integer, Long>>> pairs = new HashMap<>();
    private final List<SlotSnapshot> snapshots = new ArrayList<>();
    private final List<OutputPiece> outputs = new ArrayList<>();
  }

  private final String id;
  private final Plan plan;
  private final ObjectStore store;
  private final SimulatedExecutor.World world;
  private final Consumer<Runnable> lane;
  private final BooleanSupplier halted;
  private final RecordFormat format = new RecordFormat(SimulatedStages.class.getClassLoader());
  private final StateFormat stateFormat =
      StateFormat.withClasses(SimulatedStages.class.getClassLoader());
  private final Assignment of;
  private final Set<Integer> partlyRun;
  private final PlanStates states;
  private final HeldPartitions held;
  private final ToldBatches told;
  private final Map<Long, Run> runs = new TreeMap<>();

  /**
   * Begins a generation.
   *
   * @param lane does steps one after the other
   * @param halted whether the lane works no more for this generation
   */
  SimulatedStages(
      String id,
      Plan plan,
      ObjectStore store,
      SimulatedExecutor.World world,
      Consumer<Runnable> lane,
      BooleanSupplier halted,
      Assignment of,
      StateSlots slots,
      HeldPartitions held,
      ToldBatches told) {
    this.id = id;
    this.plan = plan;
    this.store = store;
    this.world = world;
    this.lane = lane;
    this.halted = halted;
    this.of = of;
    this.partlyRun = of.partlyRun(plan);
    this.states = new PlanStates(plan, stateFormat, slots);
    this.held = held;
    this.told = told;
  }

  /** Takes a batch; its tasks follow later if they are held. */
  void start(RunBatch message) {
    run(message.getBatch()).message = message;
    if (!of.holdTasks()) {
      lane.accept(() -> source(message, message.getTasksList()));
    }
  }

  /** All source tasks of a batch have passed. */
  void endTasks(long batch, List<SourceTask> passed) {
    lane.accept(() -> source(requireNonNull(run(batch).message), passed));
  }

  private boolean isHalted() {
    return halted.getAsBoolean();
  }

  private Run run(long batch) {
    return runs.computeIfAbsent(batch, any -> new Run());
  }

  /** Routes the records of this executor's tasks to the first state. */
  private void source(RunBatch message, List<SourceTask> sourceTasks) {
    if (isHalted()) {
      return;
    }
    if (message.getWithoutTasks()) {
      run(message.getBatch()).markers.put(0, of.executors().size() - 1);
      arrived(new Part(of.generation(), message.getBatch(), 0, Map.of()));
      return;
    }
    var pairs = new ArrayList<Tuple2<Integer, Long>>();
    for (var task : sourceTasks) {
      var reader = format.newReader();
      var bytes = task.getRecords().toByteArray();
      reader.reset(bytes, 0, bytes.length);
      while (reader.hasNext()) {
        pairs.add(Tuple2.of((Integer) requireNonNull(reader.next()), 1L));
      }
    }
    route(message, 0, pairs);
  }

  private void route(RunBatch message, int state, List<Tuple2<Integer, Long>> pairs) {
    var spec = plan.states().get(state);
    var byOwner = new HashMap<Integer, Map<Integer, List<Tuple2<Integer, Long>>>>();
    for (var pair : pairs) {
      var partition = KeySpace.partitionOf(pair._1(), plan.shards(), spec.partitions());
      if (!isUnwanted(message, spec, partition)) {
        byOwner
            .computeIfAbsent(of.owners().executor(partition), any -> new HashMap<>())
            .computeIfAbsent(partition, any -> new ArrayList<>())
            .add(pair);
      }
    }
    for (var index = 0; index < of.executors().size(); index++) {
      var records = byOwner.getOrDefault(index, Map.of());
      var part = new Part(of.generation(), message.getBatch(), state, records);
      var name = of.executors().get(index).getWorkerId();
      if (name.equals(id)) {
        arrived(part);
      } else {
        world.atPeer(name, peer -> peer.arrived(part));
      }
    }
  }

  private boolean isUnwanted(RunBatch message, StateSpec spec, int partition) {
    return message.getCatchUp() && !of.isRestored(partition) && partlyRun.contains(spec.stage());
  }

  /** Takes what another executor, or this one, has for a state. */
  void arrived(Part part) {
    var run = run(part.batch());
    part.pairs()
        .forEach(
            (partition, pairs) ->
                run.pairs
                    .computeIfAbsent(new Target(part.state(), partition), any -> new ArrayList<>())
                    .addAll(pairs));
    if (run.markers.merge(part.state(), 1, Integer::sum) == of.executors().size()) {
      apply(run, part.state());
    }
  }

  /** The end of a stage with state, in two steps between which work can be cut off. */
  private void apply(Run run, int state) {
    var spec = plan.states().get(state);
    var message = requireNonNull(run.message);
    var scope =
        new BatchScope(
            message.getBatch(), message.getTimeMillis(), message.getReplay(), message.getCatchUp());
    var partitions =
        of.owners().partitionsOf(0, spec.partitions()).stream()
            .filter(partition -> !isUnwanted(message, spec, partition))
            .toList();
    var half = partitions.size() / 2;
    lane.accept(
        () -> {
          if (!isHalted() && !partitions.isEmpty()) {
            states.begin(0, spec.stage());
            partitions.subList(0, half).forEach(place -> add(state, place, run));
          }
        });
    lane.accept(
        () -> {
          if (isHalted()) {
            return;
          }
          partitions.subList(half, partitions.size()).forEach(place -> add(state, place, run));
          if (message.getSnapshot() != 0) {
            states.snapshot(message.getSnapshot(), spec.stage(), partitions, run.snapshots::add);
          }
          states.end(0, spec.stage(), scope);
          putOut(message, state, partitions, run);
          if (state + 1 < plan.states().size()) {
            route(message, state + 1, sums(state, partitions, run));
          } else {
            finish(message, run);
          }
        });
  }

  private void add(int state, int partition, Run run) {
    for (var pair : run.pairs.getOrDefault(new Target(state, partition), List.of())) {
      states
          .slotOf(state, pair._1())
          .merge(pair._1(), pair._2(), (left, right) -> (Long) left + (Long) right);
    }
  }

  /** What the next state gets: under a coarser key the sum of each key that had records. */
  private List<Tuple2<Integer, Long>> sums(int state, List<Integer> partitions, Run run) {
    return partitions.stream()
        .flatMap(
            partition -> run.pairs.getOrDefault(new Target(state, partition), List.of()).stream())
        .map(Tuple2::_1)
        .distinct()
        .map(
            key ->
                Tuple2.of(
                    key % SimulatedExecutor.COARSE_KEYS,
                    (Long) requireNonNull(states.slotOf(state, key).get(key))))
        .toList();
  }

  private void putOut(RunBatch message, int state, List<Integer> partitions, Run run) {
    if (message.getReplay()) {
      return;
    }
    for (var partition : partitions) {
      var writer = format.newWriter();
      states
          .slots(state, partition)
          .forEach(slot -> slot.forEach((key, sum) -> writer.write(Tuple2.of(key, sum))));
      run.outputs.add(
          OutputPiece.newBuilder()
              .setOutput(2 * state)
              .setPartition(partition)
              .setRecords(UnsafeByteOperations.unsafeWrap(writer.finish()))
              .build());
      if (state == 0) {
        held.keep(message.getBatch(), "out", 0, partition, List.of(), 0);
        run.outputs.add(OutputPiece.newBuilder().setOutput(1).setPartition(partition).build());
      }
    }
  }

  private void finish(RunBatch message, Run run) {
    runs.remove(message.getBatch());
    var said =
        BatchDone.newBuilder()
            .setGeneration(of.generation())
            .setBatch(message.getBatch())
            .addAllOutputs(run.outputs)
            .build();
    if (!message.getCatchUp()) {
      told.add(said);
    }
    world.toDriver(WorkerMessage.newBuilder().setBatchDone(said).build());
    if (message.getSnapshot() != 0) {
      world.later(() -> upload(message.getSnapshot(), run.snapshots));
    }
  }

  private void upload(long snapshot, List<SlotSnapshot> slots) {
    var message = SnapshotDone.newBuilder().setSnapshot(snapshot).setGeneration(of.generation());
    if (states.isGap(slots) || world.fails()) {
      states.snapshotAgain(slots);
      message.setError("the store failed");
    } else {
      var key = "checkpoints/%020d/state-%s-%d".formatted(snapshot, id, of.generation());
      var packed = new ByteArrayOutputStream();
      for (var slot : slots) {
        var content = slot.content().bytes(stateFormat);
        message.addRanges(
            StateRange.newBuilder()
                .setUid(slot.slot().uid())
                .setSlot(slot.slot().slot())
                .setObjectKey(key)
                .setOffset(packed.size())
                .setLength(content.length)
                .setEntries(slot.content().size())
                .setDelta(slot.content().isDelta()));
        packed.writeBytes(content);
      }
      store.put(key, packed.toByteArray());
    }
    world.toDriver(WorkerMessage.newBuilder().setSnapshotDone(message).build());
  }
}
