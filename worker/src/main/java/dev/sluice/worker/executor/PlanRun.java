package dev.sluice.worker.executor;

import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.RunTasks;
import dev.sluice.worker.control.wire.TaskVerdict;
import dev.sluice.worker.exchange.ExchangeNetwork;
import dev.sluice.worker.exchange.ExchangeNetwork.Address;
import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One plan in one generation on this executor: the batches under way and, lane by lane, the work on
 * them. A new generation begins with new runs, so nothing of an old one can touch its state.
 */
final class PlanRun {
  /** The stage that holds the sources and what is fused behind them. */
  static final int SOURCE_STAGE = 0;

  private final int planId;
  private final Assignment assignment;
  private final ExecutorContext context;
  private final RunParts parts;
  private final boolean holdTasks;
  private final StageLanes lanes;
  private final StageEnds ends;
  private final List<LaneRun> byLane;
  private final Map<Long, BatchRun> batches = new ConcurrentHashMap<>();
  private volatile boolean over;

  PlanRun(
      int planId,
      Supplier<Plan> copies,
      Assignment assignment,
      ExecutorContext context,
      PlanStates states) {
    var plan = copies.get();
    this.planId = planId;
    this.assignment = assignment;
    this.context = context;
    this.parts =
        new RunParts(
            plan,
            copies,
            assignment,
            assignment.partlyRun(plan),
            context,
            states,
            new RunOutputs(context, assignment.generation(), this::batch),
            new SourceReader(context, plan.sources()));
    this.holdTasks = assignment.holdTasks() && !isAction();
    this.lanes = new StageLanes(plan, assignment.owners(), context.lanes());
    this.ends = new StageEnds(plan, lanes.counts(), assignment.executors().size(), new Steps());
    this.byLane =
        context.lanes().stream().map(lane -> new LaneRun(this, lane, parts, holdTasks)).toList();
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

  /** Whether this is the plan of an action, not the job's own. */
  boolean isAction() {
    return planId > 0;
  }

  /** Whether its source tasks give way to older work; attempts can be interrupted and do not. */
  boolean givesWay() {
    return !isAction() && !holdTasks;
  }

  /** Takes a batch from the driver. Any thread. */
  void start(RunBatch message) {
    var scope =
        new BatchScope(
            message.getBatch(), message.getTimeMillis(), message.getReplay(), message.getCatchUp());
    var batch = batch(message.getBatch());
    batch.start(scope, message);
    if (!holdTasks) {
      readSources(batch, message.getTasksCount());
    }
  }

  /**
   * Has lanes take the source tasks of a batch. Batches of the job end their stages in order, so
   * only one that is alone here may leave out lanes, which may still be at the batch before.
   */
  private void readSources(BatchRun batch, int tasks) {
    var all = lanes.of(SOURCE_STAGE);
    var isAlone = isAction() || batches.size() == 1;
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

  /** The part of this run that is done on a lane. */
  LaneRun on(Lane lane) {
    return byLane.get(lane.index());
  }

  /** Whether nobody waits for the records of a batch for a partition. */
  boolean isUnwanted(BatchScope batch, int stage, int partition) {
    return batch.catchUp()
        && !assignment.isRestored(partition)
        && parts.partlyRun().contains(stage);
  }

  /** A lane has done its part of a stage. */
  void laneDone(BatchRun batch, int stage) {
    ends.lanesDone(batch, stage, 1);
  }

  private void report(BatchRun batch) {
    if (over) {
      return;
    }
    if (batch.snapshot() != 0) {
      context
          .snapshots()
          .upload(this, batch.snapshot(), List.copyOf(batch.snapshots()), parts.states());
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
    if (!isAction() && !batch.scope().catchUp()) {
      context.told().add(done);
    }
    context.reports().done(done);
  }

  /** A batch that is under way, or begins. Any thread. */
  BatchRun batch(long index) {
    return batches.computeIfAbsent(index, key -> new BatchRun(key, ends.begin()));
  }

  /** Work of a batch has failed: the run ends, and the driver hears of it once. Any thread. */
  void failed(long batch, Throwable failure) {
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
