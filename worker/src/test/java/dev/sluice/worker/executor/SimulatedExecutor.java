package dev.sluice.worker.executor;

import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.EndTasks;
import dev.sluice.worker.control.wire.HeldInput;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.storage.ObjectStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An executor without threads: it keeps the protocol and has one lane. Its world says when a step
 * happens, and whether it happens at all.
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
    public int caughtUpBehindState;
    public int torn;
    public int dropped;
  }

  /** Keys of the second state. */
  public static final int COARSE_KEYS = 5;

  private final String id;
  private final Plan plan;
  private final ObjectStore store;
  private final World world;
  private final Starts starts;
  private final StateFormat stateFormat =
      StateFormat.withClasses(SimulatedExecutor.class.getClassLoader());
  private final ToldBatches told = new ToldBatches();
  private final HeldPartitions held = new HeldPartitions();
  private final Deque<Runnable> lane = new ArrayDeque<>();
  private final List<DriverMessage> earlyBatches = new ArrayList<>();
  private final List<SimulatedStages.Part> earlyParts = new ArrayList<>();
  private boolean stepping;
  private GenerationState state = GenerationState.none(1);
  private @Nullable SimulatedStages stages;
  private @Nullable SimulatedTasks tasks;
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
      case RUN_TASKS ->
          tasks(message.getRunTasks().getGeneration())
              .ifPresent(tasks -> tasks.begin(message.getRunTasks()));
      case TASK_VERDICT ->
          tasks(message.getTaskVerdict().getGeneration())
              .ifPresent(tasks -> tasks.judge(message.getTaskVerdict()));
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
    stages = null;
    tasks = null;
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
    halted = Math.max(halted, generation);
    stages = null;
    tasks = null;
    var over = message.getCarriedOver();
    var again =
        over.getRestoredPlacesCount() + over.getRestoredStatesCount() > 0
            && over.getBatch() > message.getRestoredBatch();
    if (message.hasCarriedOver()) {
      held.dropAfter(over.getBatch());
      starts.carriedOver++;
      starts.told += over.getTell() ? 1 : 0;
      starts.caughtUp += again ? 1 : 0;
      starts.caughtUpBehindState += over.getRestoredStatesCount() > 0 ? 1 : 0;
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
            Set.copyOf(message.getCarriedOver().getRestoredStatesList()),
            message.getHoldTasks());
    tasks = new SimulatedTasks(world, starts);
    state = state.next(message, loaded, plan, 1);
    stages =
        new SimulatedStages(
            id,
            plan,
            store,
            world,
            this::onLane,
            () -> next.generation() < halted,
            next,
            state.slots(),
            held,
            told);
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
    var present = stages;
    if (message.getGeneration() == generation && present != null) {
      present.start(message);
    } else if (message.getGeneration() >= generation) {
      earlyBatches.add(wrapped);
    }
  }

  void arrived(SimulatedStages.Part part) {
    var present = stages;
    if (part.generation() == generation && present != null) {
      present.arrived(part);
    } else if (part.generation() >= generation) {
      earlyParts.add(part);
    }
  }

  /** The attempts of the present generation, if a message is of it. */
  private Optional<SimulatedTasks> tasks(long of) {
    return Optional.ofNullable(tasks).filter(present -> of == generation);
  }

  private void endTasks(EndTasks message) {
    var present = stages;
    if (present != null) {
      tasks(message.getGeneration())
          .ifPresent(
              attempts ->
                  present.endTasks(message.getBatch(), attempts.passed(message.getBatch())));
    }
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
