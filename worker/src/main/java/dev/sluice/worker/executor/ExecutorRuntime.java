package dev.sluice.worker.executor;

import com.google.protobuf.ByteString;
import dev.sluice.runtime.TaskValues;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.exchange.ExchangeNetwork;
import dev.sluice.worker.exchange.ExchangeNetwork.Address;
import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The task engine of one executor: installs plans, loads state for a generation and runs its
 * batches on lanes.
 *
 * <p>Thread-safe; no method waits for tasks or for the store. What comes of the work is reported to
 * the driver. A failure of a task ends the generation on this executor; the driver begins another
 * one.
 */
public final class ExecutorRuntime implements AutoCloseable {
  private static final int MOST_UNINSTALLED = 1_000;

  private final Object lock = new Object();
  private final ExecutorSettings settings;
  private final ClassLoader jobClasses;
  private final ExecutorContext context;
  private final StateFormat stateFormat;
  private final StateLoader loader;
  private final Map<Integer, Supplier<Plan>> plans = new HashMap<>();
  private final Map<Integer, PlanRun> runs = new HashMap<>();
  private final EarlyWork early = new EarlyWork();

  /** Runs that are halted: ended for good when the next generation begins. */
  private final List<PlanRun> halted = new ArrayList<>();

  /** Plans dropped in this generation: other executors may still send for them. */
  private final Set<Integer> uninstalled = new LinkedHashSet<>();

  private final ExecutorService loading =
      Executors.newSingleThreadExecutor(
          task -> {
            var thread = new Thread(task, "state-loader");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Assignment assignment;
  private GenerationState state;
  private volatile long generation;

  /**
   * Creates the engine and starts its lanes.
   *
   * @param settings its numbers
   * @param store where state is loaded from and snapshots go, and received blocks may be
   * @param files the way to the files of streams and outputs; the caller closes it
   * @param blocks finds blocks
   * @param network the way to the other executors
   * @param jobClasses loads the program's classes
   * @param report takes messages to the driver; must not block
   */
  public ExecutorRuntime(
      ExecutorSettings settings,
      ObjectStore store,
      JobFiles files,
      BlockFetcher blocks,
      ExchangeNetwork network,
      ClassLoader jobClasses,
      Consumer<WorkerMessage> report) {
    this.settings = settings;
    this.jobClasses = jobClasses;
    this.stateFormat = StateFormat.withClasses(jobClasses);
    this.loader = new StateLoader(store, stateFormat);
    this.state = GenerationState.none(settings.lanes());
    var reports = new Reports(report);
    var lanes =
        IntStream.range(0, settings.lanes())
            .mapToObj(index -> new Lane(index, settings.workerId()))
            .toList();
    this.context =
        new ExecutorContext(
            settings,
            lanes,
            new RecordFormat(jobClasses),
            files,
            jobClasses,
            new BlockSource(blocks, store),
            network,
            new HeldPartitions(),
            new DataSetStore(),
            new Broadcasts(jobClasses),
            new ToldBatches(),
            new SnapshotUploader(store, stateFormat, settings.workerId(), reports),
            reports);
    lanes.forEach(Lane::start);
  }

  /** Takes a plan; a later one with the same number replaces it from the next generation on. */
  public void install(InstallPlan message) {
    var content = message.getContent();
    synchronized (lock) {
      plans.put(message.getPlan(), () -> decode(content));
      runs.remove(message.getPlan());
      uninstalled.remove(message.getPlan());
      replayEarly();
    }
  }

  /** Takes a broadcast value. */
  public void installBroadcast(long id, byte[] content) {
    context.broadcasts().install(id, content);
  }

  /** Frees a broadcast value; if not for good, only what was decoded of it. */
  public void removeBroadcast(long id, boolean forGood) {
    context.broadcasts().remove(id, forGood);
  }

  /** Frees a data set that the program has persisted. */
  public void removeDataSet(String hold) {
    context.dataSets().remove(hold);
  }

  private Plan decode(ByteString content) {
    return TaskValues.with(
        TaskValues.current().orElse(context.broadcasts()),
        () -> PlanCodec.decode(content.toByteArray(), jobClasses));
  }

  /** Drops a plan and what is under way of it. */
  public void uninstall(int plan) {
    synchronized (lock) {
      plans.remove(plan);
      var run = runs.remove(plan);
      if (run != null) {
        run.end();
      }
      uninstalled.add(plan);
      if (uninstalled.size() > MOST_UNINSTALLED) {
        uninstalled.remove(uninstalled.iterator().next());
      }
      early.drop(item -> item.plan() == plan);
    }
  }

  /** Ends the work of generations before one, at points that leave state whole if it can. */
  public void halt(long next) {
    GenerationState before;
    synchronized (lock) {
      before = state;
      generation = next;
      assignment = null;
      halted.addAll(runs.values());
      runs.clear();
      uninstalled.clear();
      early.drop(item -> item.generation() < next);
    }
    var working = new AtomicInteger(context.lanes().size());
    Runnable reached =
        () -> {
          if (working.decrementAndGet() == 0) {
            context.reports().halted(next, before.holding(context.told()));
          }
        };
    context.lanes().forEach(lane -> lane.offer(new LaneItem.Halt(next, reached)));
  }

  /** Begins a generation: ends all older work, loads state and reports ready. */
  public void assign(Assign message) {
    synchronized (lock) {
      generation = message.getGeneration();
      assignment = null;
      halted.addAll(runs.values());
      halted.forEach(PlanRun::end);
      halted.clear();
      runs.clear();
      uninstalled.clear();
      early.drop(item -> item.generation() < generation);
      if (message.hasCarriedOver()) {
        context.held().dropAfter(message.getCarriedOver().getBatch());
      } else {
        context.held().clear();
      }
      carryTold(message);
      context.dataSets().begin(generation);
    }
    loading.execute(() -> load(message));
  }

  /** What is computed again for some partitions only is no longer what was said of all. */
  private void carryTold(Assign message) {
    var over = message.getCarriedOver();
    var again = over.getRestoredPlacesCount() > 0 && over.getBatch() > message.getRestoredBatch();
    if (message.hasCarriedOver() && !again) {
      context.told().goOn(generation, over.getBatch());
    } else {
      context.told().begin(generation);
    }
  }

  /** Runs a batch of the current generation; of another one it has no effect. */
  public void runBatch(RunBatch message) {
    context.held().release(message.getCommittedBatch());
    context.told().release(message.getCommittedBatch(), message.getCheckpointedBatch());
    inRun(
        new EarlyWork.Item(
            message.getPlan(), message.getGeneration(), run -> run.start(message), () -> {}));
  }

  /** Drops what is held for batches up to an index. */
  public void releaseHeld(long batch) {
    context.held().release(batch);
  }

  /**
   * Takes records from another executor.
   *
   * @param consumed called once, from any thread, when the records take no more room
   */
  public void recordsArrived(Address address, byte[] records, Runnable consumed) {
    inRun(
        new EarlyWork.Item(
            address.plan(),
            address.generation(),
            run ->
                run.lane(run.owners().lane(address.partition()))
                    .offer(
                        new LaneItem.Arrival(
                            run,
                            address.batch(),
                            address.exchange(),
                            address.partition(),
                            records,
                            consumed)),
            consumed));
  }

  /** Takes another executor's word that all its records of a batch for an exchange are here. */
  public void markerArrived(Address address) {
    inRun(
        new EarlyWork.Item(
            address.plan(),
            address.generation(),
            run -> run.markerArrived(address.batch(), address.exchange()),
            () -> {}));
  }

  @Override
  public void close() {
    synchronized (lock) {
      halted.addAll(runs.values());
      halted.forEach(PlanRun::end);
    }
    context.lanes().forEach(Lane::close);
    context.snapshots().close();
    loading.shutdown();
  }

  private void load(Assign message) {
    try {
      var loaded = loader.load(message.getStateList());
      var owners =
          new Owners(
              message.getOwnerOfPartitionList(), message.getExecutorIndex(), settings.lanes());
      synchronized (lock) {
        if (generation != message.getGeneration()) {
          return;
        }
        assignment =
            new Assignment(
                generation,
                message.getExecutorsList(),
                owners,
                Set.copyOf(message.getCarriedOver().getRestoredPlacesList()));
        state = state.next(message, loaded, planOfJob(), settings.lanes());
        context.reports().ready(message.getGeneration());
        tellAgain(message);
        replayEarly();
      }
    } catch (RuntimeException e) {
      context.reports().failed(0, message.getGeneration(), message.getRestoredBatch(), e);
    }
  }

  private Plan planOfJob() {
    var plan = plans.get(0);
    if (plan == null) {
      throw new IllegalStateException("state came before the plan that it belongs to");
    }
    return plan.get();
  }

  private void tellAgain(Assign message) {
    var over = message.getCarriedOver();
    if (over.getTell()) {
      for (var told : context.told().since(over.getTellAfter())) {
        context.reports().done(told.toBuilder().setGeneration(generation).build());
      }
    }
  }

  /**
   * Gives work to a run of the current generation. What comes before the plan or the state is kept
   * until they are here; what is of an older generation is dropped.
   */
  private void inRun(EarlyWork.Item item) {
    synchronized (lock) {
      var run = item.generation() == generation ? runOf(item.plan()) : null;
      if (run != null) {
        item.work().accept(run);
      } else if (item.generation() < generation
          || (item.generation() == generation && uninstalled.contains(item.plan()))) {
        item.dropped().run();
      } else {
        early.add(item);
      }
    }
  }

  private @Nullable PlanRun runOf(int plan) {
    var known = runs.get(plan);
    var current = assignment;
    var copies = plans.get(plan);
    if (known != null && (isOfJob(plan) || !known.isOver())) {
      return known;
    }
    if (current == null || copies == null) {
      return null;
    }
    var slots = isOfJob(plan) ? state.slots() : GenerationState.none(settings.lanes()).slots();
    var states = new PlanStates(copies.get(), stateFormat, slots);
    var run = new PlanRun(plan, copies, current, context, states);
    runs.put(plan, run);
    return run;
  }

  /** The job's own plan has versions, which share its state; other plans are actions. */
  private static boolean isOfJob(int plan) {
    return plan <= 0;
  }

  private void replayEarly() {
    early.takeAll().forEach(this::inRun);
  }
}
