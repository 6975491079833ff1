package dev.sluice.worker.executor;

import com.google.protobuf.ByteString;
import dev.sluice.runtime.TaskValues;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.EndTasks;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.RunTasks;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.control.wire.TaskVerdict;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.exchange.ExchangeNetwork;
import dev.sluice.worker.exchange.ExchangeNetwork.Address;
import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The task engine of one executor: installs plans, loads state for a generation and runs its
 * batches on lanes.
 *
 * <p>Thread-safe; no method but {@link #rehearse} waits for tasks or for the store. What comes of
 * the work is reported to the driver. A failure of a task ends the generation on this executor; the
 * driver begins another one.
 */
public final class ExecutorRuntime implements AutoCloseable {
  private final Object lock = new Object();
  private final ExecutorSettings settings;
  private final ClassLoader jobClasses;
  private final ExecutorContext context;
  private final StateFormat stateFormat;
  private final StateLoader loader;
  private final PlanRuns runs;

  private final ExecutorService loading =
      Executors.newSingleThreadExecutor(
          task -> {
            var thread = new Thread(task, "state-loader");
            thread.setDaemon(true);
            return thread;
          });
  private GenerationState state;

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
    this.runs = new PlanRuns(context, stateFormat);
    lanes.forEach(Lane::start);
  }

  /** Takes a plan; a later one with the same number replaces it from the next generation on. */
  public void install(InstallPlan message) {
    var content = message.getContent();
    synchronized (lock) {
      runs.install(message.getPlan(), () -> decode(content));
    }
  }

  /**
   * Goes through the beginning of a generation for nothing; waits for the store.
   *
   * @return whether it went through
   */
  public boolean rehearse(ByteString plan, List<StateRange> sample) {
    return new Rehearsal(context, stateFormat, loader).run(() -> decode(plan), sample);
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
      runs.uninstall(plan);
    }
  }

  /** Ends the work of generations before one, at points that leave state whole if it can. */
  public void halt(long next) {
    GenerationState before;
    synchronized (lock) {
      before = state;
      runs.halt(next);
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
      runs.halt(message.getGeneration());
      runs.endHalted();
      if (message.hasCarriedOver()) {
        context.held().dropAfter(message.getCarriedOver().getBatch());
      } else {
        context.held().clear();
      }
      carryTold(message);
      context.dataSets().begin(message.getGeneration());
    }
    loading.execute(() -> load(message));
  }

  /** What is computed again for some partitions only is no longer what was said of all. */
  private void carryTold(Assign message) {
    var over = message.getCarriedOver();
    var again =
        over.getRestoredPlacesCount() + over.getRestoredStatesCount() > 0
            && over.getBatch() > message.getRestoredBatch();
    if (message.hasCarriedOver() && !again) {
      context.told().goOn(message.getGeneration(), over.getBatch());
    } else {
      context.told().begin(message.getGeneration());
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

  /** Whether a batch of a plan can begin at once, without loading the plan or state. */
  public boolean isRunning(int plan, long atGeneration) {
    synchronized (lock) {
      return runs.isRunning(plan, atGeneration);
    }
  }

  /** Takes more source tasks of a batch; of another generation it has no effect. */
  public void runTasks(RunTasks message) {
    inRun(
        new EarlyWork.Item(
            message.getPlan(), message.getGeneration(), run -> run.runTasks(message), () -> {}));
  }

  /** Lets what an attempt at a source task gave pass, or drops it. */
  public void judge(TaskVerdict message) {
    inRun(
        new EarlyWork.Item(
            message.getPlan(), message.getGeneration(), run -> run.judge(message), () -> {}));
  }

  /** No more source tasks of a batch come. */
  public void endTasks(EndTasks message) {
    inRun(
        new EarlyWork.Item(
            message.getPlan(),
            message.getGeneration(),
            run -> run.endTasks(message.getBatch()),
            () -> {}));
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
      runs.end();
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
        if (runs.generation() != message.getGeneration()) {
          return;
        }
        state = state.next(message, loaded, runs.planOfJob(), settings.lanes());
        runs.begin(
            new Assignment(
                message.getGeneration(),
                message.getExecutorsList(),
                owners,
                Set.copyOf(message.getCarriedOver().getRestoredPlacesList()),
                Set.copyOf(message.getCarriedOver().getRestoredStatesList()),
                message.getHoldTasks()),
            state.slots());
        context.reports().ready(message.getGeneration());
        tellAgain(message);
        runs.replayEarly();
      }
    } catch (RuntimeException e) {
      context.reports().failed(0, message.getGeneration(), message.getRestoredBatch(), e);
    }
  }

  private void tellAgain(Assign message) {
    var over = message.getCarriedOver();
    if (over.getTell()) {
      for (var told : context.told().since(over.getTellAfter())) {
        context.reports().done(told.toBuilder().setGeneration(message.getGeneration()).build());
      }
    }
  }

  private void inRun(EarlyWork.Item item) {
    synchronized (lock) {
      runs.give(item);
    }
  }
}
