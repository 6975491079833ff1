package dev.sluice.worker.executor;

import dev.sluice.runtime.TaskValues;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.RunTasks;
import dev.sluice.worker.control.wire.TaskVerdict;
import dev.sluice.worker.exchange.ExchangeNetwork;
import dev.sluice.worker.exchange.ExchangeNetwork.Address;
import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.Operator;
import dev.sluice.worker.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One plan in one generation on this executor: its operators on each lane and the batches under
 * way. A new generation begins with new runs, so nothing of an old one can touch its state.
 */
final class PlanRun {
  /** The stage that holds the sources and what is fused behind them. */
  static final int SOURCE_STAGE = 0;

  private final int planId;
  private final Plan plan;
  private final Supplier<Plan> planCopies;
  private final Assignment assignment;
  private final Set<Integer> partlyRun;
  private final ExecutorContext context;
  private final PlanStates states;
  private final RunOutputs outputs;
  private final SourceReader sources;
  private final @Nullable HeldTasks heldTasks;
  private final StageLanes lanes;
  private final StageEnds ends;
  private final LaneStages[] stagesByLane;
  private final LaneAccumulators[] accumulatorsByLane;
  private final Map<Long, BatchRun> batches = new ConcurrentHashMap<>();
  private volatile boolean over;

  PlanRun(
      int planId,
      Supplier<Plan> planCopies,
      Assignment assignment,
      ExecutorContext context,
      PlanStates states) {
    this.planId = planId;
    this.plan = planCopies.get();
    this.planCopies = planCopies;
    this.assignment = assignment;
    this.partlyRun = assignment.partlyRun(plan);
    this.context = context;
    this.states = states;
    this.outputs = new RunOutputs(context, assignment.generation(), this::batch);
    this.sources = new SourceReader(context, plan.sources());
    this.heldTasks =
        assignment.holdTasks() && planId <= 0
            ? new HeldTasks(this, plan, sources, context.reports())
            : null;
    this.lanes = new StageLanes(plan, assignment.owners(), context.lanes());
    this.ends = new StageEnds(plan, lanes.counts(), assignment.executors().size(), new Steps());
    this.stagesByLane = new LaneStages[context.lanes().size()];
    this.accumulatorsByLane = new LaneAccumulators[context.lanes().size()];
  }

  int planId() {
    return planId;
  }

  long generation() {
    return assignment.generation();
  }

  Owners owners() {
    return assignment.owners();
  }

  RecordFormat format() {
    return context.format();
  }

  ExchangeNetwork network() {
    return context.network();
  }

  int mostQueuedChunks() {
    return context.settings().mostQueuedChunks();
  }

  int lanes() {
    return context.lanes().size();
  }

  Lane lane(int index) {
    return context.lanes().get(index);
  }

  String executorId(int index) {
    return assignment.executors().get(index).getWorkerId();
  }

  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  /** Takes a batch from the driver. Any thread. */
  void start(RunBatch message) {
    var scope =
        new BatchScope(
            message.getBatch(), message.getTimeMillis(), message.getReplay(), message.getCatchUp());
    var batch = batch(message.getBatch());
    batch.start(scope, message);
    if (heldTasks == null) {
      readSources(batch, message.getTasksCount());
    }
  }

  /**
   * Has lanes take the source tasks of a batch. Batches of the job end their stages in order, so
   * only one that is alone here may leave out lanes, which may still be at the batch before.
   */
  private void readSources(BatchRun batch, int tasks) {
    var all = lanes.of(SOURCE_STAGE);
    var isAlone = planId > 0 || batches.size() == 1;
    var taking = isAlone ? lanes.forTasks(tasks) : all;
    ends.lanesDone(batch, SOURCE_STAGE, all.size() - taking.size());
    taking.forEach(lane -> lane.offer(new LaneItem.Sources(this, batch)));
  }

  /** Takes source tasks of a batch whose output is held. Any thread. */
  void runTasks(RunTasks message) {
    var batch = batch(message.getBatch());
    batch.attempts().add(message.getTasksList());
    context.lanes().forEach(lane -> lane.offer(new LaneItem.Sources(this, batch)));
  }

  /** Takes the driver's word on an attempt at a source task. Any thread. */
  void judge(TaskVerdict message) {
    var batch = batch(message.getBatch());
    batch
        .attempts()
        .remove(message.getTask())
        .ifPresent(
            attempt -> {
              if (message.getPasses()) {
                var lane = attempt.output().lane();
                lane.offer(new LaneItem.Pass(this, batch, attempt));
              } else {
                attempt.drop();
              }
            });
  }

  /** All source tasks of a batch have passed. Any thread. */
  void endTasks(long index) {
    var batch = batch(index);
    context.lanes().forEach(lane -> lane.offer(new LaneItem.Finish(this, batch, SOURCE_STAGE)));
  }

  /** Takes the marker of an executor. Any thread; after the records it stands for. */
  void markerArrived(long batchIndex, int exchange) {
    ends.markerArrived(batch(batchIndex), exchange);
  }

  /** The operators of a lane; called by its thread. */
  LaneStages stagesOf(Lane lane) {
    var stages = stagesByLane[lane.index()];
    if (stages == null) {
      var accumulators = new LaneAccumulators(context.broadcasts());
      accumulatorsByLane[lane.index()] = accumulators;
      stages =
          new LaneStages(
              TaskValues.with(accumulators, planCopies),
              states,
              outputs,
              id -> new LaneRouter(this, lane, plan.exchanges().get(id), plan.shards()),
              heldTasks != null);
      stagesByLane[lane.index()] = stages;
    }
    return stages;
  }

  /** The accumulators of a lane; called by its thread, after {@link #stagesOf}. */
  LaneAccumulators accumulatorsOf(Lane lane) {
    return accumulatorsByLane[lane.index()];
  }

  /** Does what an item says; called by the lane's thread. */
  void handle(Lane lane, LaneItem.OfRun item) {
    if (item instanceof LaneItem.Arrival arrival) {
      try {
        guard(lane, arrival.batch(), () -> fold(lane, arrival));
      } finally {
        arrival.consumed().run();
      }
    } else if (item instanceof LaneItem.Handover handover) {
      guard(
          lane,
          handover.batch(),
          () -> {
            var exchange = plan.exchanges().get(handover.exchange());
            var input = stagesOf(lane).inputOfStage(exchange.toStage());
            for (var record : handover.records()) {
              input.add(handover.batch(), handover.partition(), exchange.input(), record);
            }
          });
    } else if (item instanceof LaneItem.Pass pass && heldTasks != null) {
      timed(lane, pass.batch(), () -> heldTasks.pass(pass.batch(), pass.attempt()));
    } else if (item instanceof LaneItem.Finish finish) {
      timed(lane, finish.batch(), () -> finish(lane, finish.batch(), finish.stage()));
    }
  }

  /** Runs one source task of a batch; returns false when there is none left. */
  boolean runSourceTask(Lane lane, BatchRun batch) {
    if (heldTasks != null) {
      var attempt = batch.attempts().next();
      attempt.ifPresent(next -> timed(lane, batch, () -> heldTasks.attempt(lane, batch, next)));
      return attempt.isPresent();
    }
    var task = batch.tasks().poll();
    timed(
        lane,
        batch,
        () -> {
          if (task == null) {
            endBatch(lane, batch, SOURCE_STAGE);
          } else {
            var operators = stagesOf(lane).ofSource(task.getSource());
            operators.forEach(operator -> operator.startPartition(batch.scope(), task.getIndex()));
            var entry = operators.get(0);
            var records = sources.read(task, entry);
            if (plan.sources().get(task.getSource()).received()) {
              batch.inputRecords().add(records);
            }
            operators.forEach(Operator::endPartition);
          }
        });
    return task != null;
  }

  @SuppressWarnings(
      "NullAway") // a program's function may give null, and it travels like any record
  private void fold(Lane lane, LaneItem.Arrival arrival) {
    var reader = context.format().newReader();
    reader.reset(arrival.records(), 0, arrival.records().length);
    var exchange = plan.exchanges().get(arrival.exchange());
    var input = stagesOf(lane).inputOfStage(exchange.toStage());
    while (reader.hasNext()) {
      input.add(arrival.batch(), arrival.partition(), exchange.input(), reader.next());
    }
  }

  private void finish(Lane lane, BatchRun batch, int stage) {
    if (stage != SOURCE_STAGE) {
      runPartitions(lane, batch, stage);
    }
    endBatch(lane, batch, stage);
  }

  private void runPartitions(Lane lane, BatchRun batch, int stage) {
    var operators = stagesOf(lane).operators(stage).all();
    var input = stagesOf(lane).inputOfStage(stage);
    var partitions = partitionsOf(lane, batch.scope(), stage);
    if (!partitions.isEmpty()) {
      states.begin(lane.index(), stage);
    }
    for (int partition : partitions) {
      operators.forEach(operator -> operator.startPartition(batch.scope(), partition));
      input.release(batch.batch(), partition);
      operators.forEach(Operator::endPartition);
    }
    batch.stateEntries().add(states.entries(stage, partitions));
    if (batch.snapshot() != 0) {
      states.snapshot(batch.snapshot(), stage, partitions, batch.snapshots()::add);
    }
    states.end(lane.index(), stage, batch.scope());
  }

  private List<Integer> partitionsOf(Lane lane, BatchScope batch, int stage) {
    var all = owners().partitionsOf(lane.index(), plan.stages().get(stage).partitions());
    return batch.catchUp() && partlyRun.contains(stage)
        ? all.stream().filter(assignment::isRestored).toList()
        : all;
  }

  /** Whether nobody waits for the records of a batch for a partition. */
  boolean isUnwanted(BatchScope batch, int stage, int partition) {
    return batch.catchUp() && !assignment.isRestored(partition) && partlyRun.contains(stage);
  }

  private void endBatch(Lane lane, BatchRun batch, int stage) {
    stagesOf(lane).operators(stage).all().forEach(operator -> operator.endBatch(batch.scope()));
    accumulatorsByLane[lane.index()].flush();
    ends.lanesDone(batch, stage, 1);
  }

  private void report(BatchRun batch) {
    if (over) {
      return;
    }
    if (batch.snapshot() != 0) {
      context.snapshots().upload(this, batch.snapshot(), List.copyOf(batch.snapshots()), states);
    }
    var done =
        BatchDone.newBuilder()
            .setPlan(planId)
            .setGeneration(generation())
            .setBatch(batch.batch())
            .addAllOutputs(batch.pieces())
            .setInputRecords(batch.inputRecords().sum())
            .setBusyNanos(batch.busyNanos().sum())
            .setStateEntries(batch.stateEntries().sum())
            .addAllAccumulators(batch.accumulators())
            .build();
    if (planId <= 0 && !batch.scope().catchUp()) {
      context.told().add(done);
    }
    context.reports().done(done);
  }

  private BatchRun batch(long index) {
    return batches.computeIfAbsent(index, key -> new BatchRun(key, ends.begin()));
  }

  private void timed(Lane lane, BatchRun batch, Runnable work) {
    guard(
        lane,
        batch.batch(),
        () -> {
          var started = System.nanoTime();
          work.run();
          batch.busyNanos().add(System.nanoTime() - started);
        });
  }

  /** Runs work of a batch; a failure ends this run, and the driver decides what comes next. */
  private void guard(Lane lane, long batch, Runnable work) {
    if (over || lane.isHalted(generation())) {
      return;
    }
    try {
      stagesOf(lane);
      var accumulators = accumulatorsByLane[lane.index()];
      if (accumulators.isEmpty()) {
        work.run();
        return;
      }
      var before = accumulators.enter(batch(batch));
      work.run();
      accumulators.leave(before);
    } catch (StaleGenerationException e) {
      over = true;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      failed(batch, e);
    }
  }

  private void failed(long batch, Throwable failure) {
    if (!over) {
      over = true;
      context.reports().failed(planId, generation(), batch, failure);
    }
  }

  private final class Steps implements StageEnds.Steps {
    @Override
    public void announce(BatchRun batch, int exchange) {
      var address = new Address(planId, generation(), batch.batch(), exchange, -1);
      var executors = assignment.executors();
      for (var index = 0; index < executors.size(); index++) {
        if (index != owners().self()) {
          network().sendMarker(executors.get(index).getWorkerId(), address);
        }
      }
    }

    @Override
    public void finish(BatchRun batch, int stage) {
      lanes.of(stage).forEach(lane -> lane.offer(new LaneItem.Finish(PlanRun.this, batch, stage)));
    }

    @Override
    public void complete(BatchRun batch) {
      batches.remove(batch.batch());
      report(batch);
    }

    @Override
    public void failed(BatchRun batch, RuntimeException failure) {
      PlanRun.this.failed(batch.batch(), failure);
    }
  }
}
