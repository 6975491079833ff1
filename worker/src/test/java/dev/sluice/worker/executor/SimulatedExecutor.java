package dev.sluice.worker.executor;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.Tuple2;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.EndTasks;
import dev.sluice.worker.control.wire.HeldInput;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.RunTasks;
import dev.sluice.worker.control.wire.SnapshotDone;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.control.wire.TaskEnded;
import dev.sluice.worker.control.wire.TaskVerdict;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.plan.KeySpace;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import dev.sluice.worker.storage.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An executor without threads: it keeps the protocol and real state of one lane, and counts keys.
 * Its world says when a step happens, and whether it happens at all.
 */
public final class SimulatedExecutor {
  /** What is around an executor. */
  public interface World {
    /** Has something happen later, unless the executor is dead by then. */
    void later(Runnable step);

    /** Has something happen at another executor later, in the order of the calls. */
    void atPeer(String executor, Consumer<SimulatedExecutor> step);

    void toDriver(WorkerMessage message);

    /** Has the end of a source task happen later; a slow executor takes long. */
    void afterTask(Runnable step);

    /** Whether something that may fail does so now. */
    boolean fails();
  }

  /** How generations began, over all executors. */
  public static final class Starts {
    public int reloads;
    public int carriedOver;
    public int told;
    public int caughtUp;
    public int torn;
    public int dropped;
  }

  private record Part(long generation, long batch, Map<Integer, List<Integer>> keys) {}

  private static final class Run {
    private @Nullable RunBatch message;
    private int markers;
    private final Map<Integer, List<Integer>> keys = new HashMap<>();
    private final Map<Integer, SourceTask> attempts = new HashMap<>();
    private final List<SourceTask> passed = new ArrayList<>();
  }

  private final String id;
  private final Plan plan;
  private final ObjectStore store;
  private final World world;
  private final Starts starts;
  private final RecordFormat format = new RecordFormat(SimulatedExecutor.class.getClassLoader());
  private final StateFormat stateFormat =
      StateFormat.withClasses(SimulatedExecutor.class.getClassLoader());
  private final ToldBatches told = new ToldBatches();
  private final HeldPartitions held = new HeldPartitions();
  private final Deque<Runnable> lane = new ArrayDeque<>();
  private final List<DriverMessage> earlyBatches = new ArrayList<>();
  private final List<Part> earlyParts = new ArrayList<>();
  private final Map<Long, Run> runs = new TreeMap<>();
  private boolean stepping;
  private GenerationState state = GenerationState.none(1);
  private @Nullable Assignment assignment;
  private long generation;
  private long halted;

  public SimulatedExecutor(String id, Plan plan, ObjectStore store, World world, Starts starts) {
    this.id = id;
    this.plan = plan;
    this.store = store;
    this.world = world;
    this.starts = starts;
  }

  /** Takes a message of the driver. */
  public void receive(DriverMessage message) {
    switch (message.getKindCase()) {
      case HALT -> halt(message.getHalt().getGeneration());
      case ASSIGN -> assign(message.getAssign());
      case RUN_BATCH -> runBatch(message);
      case RUN_TASKS -> runTasks(message.getRunTasks());
      case TASK_VERDICT -> judge(message.getTaskVerdict());
      case END_TASKS -> endTasks(message.getEndTasks());
      default -> {}
    }
  }

  /** Whether it has what an output operation would read. */
  public boolean holds(long batch, int partition) {
    try {
      held.get(
          HeldInput.newBuilder().setHold("out").setBatch(batch).setPartition(partition).build());
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private void halt(long next) {
    generation = next;
    assignment = null;
    runs.clear();
    earlyBatches.removeIf(message -> message.getRunBatch().getGeneration() < next);
    earlyParts.removeIf(part -> part.generation() < next);
    var before = state;
    onLane(
        () -> {
          halted = Math.max(halted, next);
          var holding = before.holding(told);
          starts.torn += holding.filter(h -> h.getBatch() < 0).isPresent() ? 1 : 0;
          new Reports(world::toDriver).halted(next, holding);
        });
  }

  private void assign(Assign message) {
    generation = message.getGeneration();
    assignment = null;
    runs.clear();
    var over = message.getCarriedOver();
    var again = over.getRestoredPlacesCount() > 0 && over.getBatch() > message.getRestoredBatch();
    if (message.hasCarriedOver()) {
      held.dropAfter(over.getBatch());
      starts.carriedOver++;
      starts.told += over.getTell() ? 1 : 0;
      starts.caughtUp += again ? 1 : 0;
    } else {
      held.clear();
      starts.reloads++;
    }
    if (message.hasCarriedOver() && !again) {
      told.goOn(generation, over.getBatch());
    } else {
      told.begin(generation);
    }
    world.later(() -> load(message));
  }

  private void load(Assign message) {
    if (message.getGeneration() != generation) {
      return;
    }
    var loaded = new StateLoader(store, stateFormat).load(message.getStateList());
    var next =
        new Assignment(
            generation,
            message.getExecutorsList(),
            new Owners(message.getOwnerOfPartitionList(), message.getExecutorIndex(), 1),
            Set.copyOf(message.getCarriedOver().getRestoredPlacesList()),
            message.getHoldTasks());
    assignment = next;
    state = state.next(message, loaded, plan, 1);
    new PlanStates(plan, stateFormat, state.slots());
    new Reports(world::toDriver).ready(generation);
    if (message.getCarriedOver().getTell()) {
      told.since(message.getCarriedOver().getTellAfter())
          .forEach(done -> done(done.toBuilder().setGeneration(generation).build()));
    }
    var batches = List.copyOf(earlyBatches);
    var parts = List.copyOf(earlyParts);
    earlyBatches.clear();
    earlyParts.clear();
    batches.forEach(this::runBatch);
    parts.forEach(this::arrived);
  }

  private void done(BatchDone message) {
    world.toDriver(WorkerMessage.newBuilder().setBatchDone(message).build());
  }

  private void runBatch(DriverMessage wrapped) {
    var message = wrapped.getRunBatch();
    held.release(message.getCommittedBatch());
    told.release(message.getCommittedBatch(), message.getCheckpointedBatch());
    var of = assignment;
    if (message.getGeneration() != generation || of == null) {
      if (message.getGeneration() >= generation) {
        earlyBatches.add(wrapped);
      }
      return;
    }
    run(message.getBatch()).message = message;
    if (!of.holdTasks()) {
      onLane(() -> source(of, message, message.getTasksList()));
    }
  }

  private void runTasks(RunTasks message) {
    if (message.getGeneration() != generation || assignment == null) {
      return;
    }
    var run = run(message.getBatch());
    for (var task : message.getTasksList()) {
      run.attempts.put(task.getIndex(), task);
      world.afterTask(
          () ->
              world.toDriver(
                  WorkerMessage.newBuilder()
                      .setTaskEnded(
                          TaskEnded.newBuilder()
                              .setGeneration(message.getGeneration())
                              .setBatch(message.getBatch())
                              .setTask(task.getIndex())
                              .setHeld(run.attempts.containsKey(task.getIndex())))
                      .build()));
    }
  }

  private void judge(TaskVerdict message) {
    if (message.getGeneration() == generation && assignment != null) {
      var run = run(message.getBatch());
      var task = requireNonNull(run.attempts.remove(message.getTask()), "decided upon twice");
      if (message.getPasses()) {
        run.passed.add(task);
      } else {
        starts.dropped++;
      }
    }
  }

  private void endTasks(EndTasks message) {
    var of = assignment;
    if (message.getGeneration() == generation && of != null) {
      var run = run(message.getBatch());
      onLane(() -> source(of, requireNonNull(run.message), run.passed));
    }
  }

  private Run run(long batch) {
    return runs.computeIfAbsent(batch, any -> new Run());
  }

  /** Routes the records of this executor's tasks. */
  private void source(Assignment of, RunBatch message, List<SourceTask> tasks) {
    if (of.generation() < halted) {
      return;
    }
    var byOwner = new HashMap<Integer, Map<Integer, List<Integer>>>();
    for (var task : tasks) {
      var reader = format.newReader();
      var bytes = task.getRecords().toByteArray();
      reader.reset(bytes, 0, bytes.length);
      while (reader.hasNext()) {
        var key = (Integer) requireNonNull(reader.next());
        var partition = KeySpace.partitionOf(key, plan.shards(), spec().partitions());
        if (!message.getCatchUp() || of.isRestored(partition)) {
          byOwner
              .computeIfAbsent(of.owners().executor(partition), any -> new HashMap<>())
              .computeIfAbsent(partition, any -> new ArrayList<>())
              .add(key);
        }
      }
    }
    for (var index = 0; index < of.executors().size(); index++) {
      var part =
          new Part(of.generation(), message.getBatch(), byOwner.getOrDefault(index, Map.of()));
      var name = of.executors().get(index).getWorkerId();
      if (name.equals(id)) {
        arrived(part);
      } else {
        world.atPeer(name, peer -> peer.arrived(part));
      }
    }
  }

  private void arrived(Part part) {
    var of = assignment;
    if (part.generation() != generation || of == null) {
      if (part.generation() >= generation) {
        earlyParts.add(part);
      }
      return;
    }
    var run = run(part.batch());
    part.keys()
        .forEach(
            (partition, keys) ->
                run.keys.computeIfAbsent(partition, any -> new ArrayList<>()).addAll(keys));
    run.markers++;
    if (run.markers == of.executors().size()) {
      runs.remove(part.batch());
      apply(of, run);
    }
  }

  /** The end of the stage with state, in two steps between which work can be cut off. */
  private void apply(Assignment of, Run run) {
    var message = requireNonNull(run.message);
    var scope =
        new BatchScope(
            message.getBatch(), message.getTimeMillis(), message.getReplay(), message.getCatchUp());
    var states = new PlanStates(plan, stateFormat, state.slots());
    var partitions =
        of.owners().partitionsOf(0, spec().partitions()).stream()
            .filter(partition -> !message.getCatchUp() || of.isRestored(partition))
            .toList();
    var half = partitions.size() / 2;
    onLane(
        () -> {
          if (of.generation() >= halted && !partitions.isEmpty()) {
            states.begin(0, spec().stage());
            partitions.subList(0, half).forEach(partition -> count(states, partition, run));
          }
        });
    onLane(
        () -> {
          if (of.generation() < halted) {
            return;
          }
          partitions
              .subList(half, partitions.size())
              .forEach(partition -> count(states, partition, run));
          var snapshots = new ArrayList<SlotSnapshot>();
          if (message.getSnapshot() != 0) {
            states.snapshot(message.getSnapshot(), spec().stage(), partitions, snapshots::add);
          }
          states.end(0, spec().stage(), scope);
          finish(of, message, partitions, states);
          if (message.getSnapshot() != 0) {
            world.later(() -> upload(of, message.getSnapshot(), snapshots, states));
          }
        });
  }

  private static void count(PlanStates states, int partition, Run run) {
    for (var key : run.keys.getOrDefault(partition, List.of())) {
      states.slotOf(0, key).merge(key, 1L, (left, right) -> (Long) left + (Long) right);
    }
  }

  private void finish(
      Assignment of, RunBatch message, List<Integer> partitions, PlanStates states) {
    var done = BatchDone.newBuilder().setGeneration(of.generation()).setBatch(message.getBatch());
    if (!message.getReplay()) {
      for (var partition : partitions) {
        var writer = format.newWriter();
        states
            .slots(0, partition)
            .forEach(slot -> slot.forEach((key, count) -> writer.write(Tuple2.of(key, count))));
        done.addOutputs(
            OutputPiece.newBuilder()
                .setPartition(partition)
                .setRecords(UnsafeByteOperations.unsafeWrap(writer.finish())));
        held.keep(message.getBatch(), "out", 0, partition, List.of(), 0);
        done.addOutputs(OutputPiece.newBuilder().setOutput(1).setPartition(partition));
      }
    }
    var said = done.build();
    if (!message.getCatchUp()) {
      told.add(said);
    }
    done(said);
  }

  private void upload(Assignment of, long snapshot, List<SlotSnapshot> slots, PlanStates states) {
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

  private StateSpec spec() {
    return plan.states().get(0);
  }

  /** The lane does one thing after the other. */
  private void onLane(Runnable step) {
    lane.add(step);
    if (!stepping) {
      stepping = true;
      world.later(this::step);
    }
  }

  private void step() {
    var next = lane.poll();
    if (next == null) {
      stepping = false;
      return;
    }
    next.run();
    world.later(this::step);
  }
}
