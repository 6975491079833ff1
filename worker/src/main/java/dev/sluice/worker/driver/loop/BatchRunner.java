package dev.sluice.worker.driver.loop;

import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.driver.output.OutputAttempt;
import dev.sluice.worker.driver.output.OutputRunner;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.plan.Presence;
import dev.sluice.worker.storage.StoredFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from their cut to their commit: cut when they are due, started while few enough
 * run, released in order when they are done and their composition is durable. Owned by the event
 * loop.
 */
final class BatchRunner implements OutputRunner.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
  private static final long HELD_BACK_MILLIS = 50;

  /** Workers keep blocks until a checkpoint covers them, in a quarter of their heap. */
  private static final long MOST_BLOCK_BYTES = 32L << 20;

  private final JobParts parts;
  private final Faults faults;
  private final Handover handover;
  private final JobCourse job;

  BatchRunner(JobParts parts, Faults faults, Handover handover, JobCourse job) {
    this.parts = parts;
    this.faults = faults;
    this.handover = handover;
    this.job = job;
  }

  /** Cuts what is due, now and from now on. */
  void tick() {
    if (job.isOver()) {
      return;
    }
    if (parts.batches().mayCut() && logKeepsUp()) {
      parts.scans().scan(parts.inputs().directories(), this::cut);
    } else {
      scheduleTick();
    }
  }

  private void cut(Map<String, List<StoredFile>> files) {
    if (!job.isOver()) {
      parts.batches().cutDue(files, this::wasCut);
      startBatches();
      scheduleTick();
    }
  }

  private void wasCut(Batch batch) {
    try {
      var unused = absentOutputs(batch);
    } catch (IllegalStateException e) {
      job.end(
          new JobFailedException(
              "the batch of %d ms cannot be made: %s".formatted(batch.timeMillis(), e.getMessage()),
              e));
      return;
    }
    parts.losses().cut(batch.index());
    parts.events().submitted(batch);
    parts.rates().cut(batch.index(), parts.batches().nextToStart(), parts.clock().millis());
    parts.plans().request(batch);
  }

  /** The output operations without a data set in a batch. */
  private Set<Integer> absentOutputs(Batch batch) {
    var planned = parts.plans().fixed().job();
    var absent = new HashSet<Integer>();
    for (var source = 0; source < planned.sources().size(); source++) {
      var input = batch.composition().inputs().get(planned.plan().sources().get(source).uid());
      if (isAbsent(planned.sources().get(source), input)) {
        absent.add(planned.sources().get(source).info().id());
      }
    }
    return absent.isEmpty() ? Set.of() : Presence.absentOutputs(planned.outputs(), absent);
  }

  private static boolean isAbsent(Node source, @Nullable SourceInput input) {
    if (input instanceof SourceInput.Generated generated) {
      return !generated.present();
    }
    return source instanceof SourceNode.QueueSource queue
        && queue.whenEmpty() == null
        && !(input instanceof SourceInput.Queue taken && !taken.indices().isEmpty());
  }

  private void scheduleTick() {
    var due = parts.batches().nextDue();
    if (due > parts.jobClock().millis()) {
      parts.jobClock().callAt(due, this::tick, parts.loop()::schedule);
    } else {
      parts.loop().schedule(HELD_BACK_MILLIS, this::tick);
    }
  }

  private boolean logKeepsUp() {
    var health = parts.log().health();
    return health.pending() < health.capacity() / 2;
  }

  /** A generation runs: its executors compute what is to be computed. */
  void began() {
    parts.batches().all().forEach(parts.plans()::request);
    if (parts.batches().start()) {
      tick();
    }
    release();
    startBatches();
  }

  /**
   * Starts what may be started. A batch after the last checkpoint of a job would write output that
   * nobody completes.
   */
  void startBatches() {
    if (!job.generations().isRunning()) {
      return;
    }
    while (!handover.holdsBack() && !parts.checkpoints().hasBegunLast()) {
      var next = parts.batches().takeNext(parts.pipelineDepth());
      if (next.isEmpty()) {
        return;
      }
      run(next.get());
    }
  }

  private void run(Batch batch) {
    var members = job.generations().members();
    var ids = members.stream().map(Worker::id).collect(Collectors.toSet());
    var catchUp = parts.batches().catchUp();
    var catchesUp = catchUp.has(batch.index());
    if (catchesUp) {
      catchUp.started(batch.index(), ids);
    } else {
      batch.started(ids, parts.clock().millis());
    }
    var replay = catchesUp || batch.index() <= parts.batches().lastReleased();
    if (!replay) {
      parts.events().submitted(batch);
      parts.events().started(batch);
    }
    if (parts.blocks().bytes() > MOST_BLOCK_BYTES) {
      parts.checkpoints().hurry();
    }
    var snapshot = catchesUp ? 0 : parts.checkpoints().begin(batch, ids, parts.jobClock().millis());
    if (snapshot != 0) {
      handover.snapshotBegun(batch.index());
    }
    var plan = batch.plan().orElseThrow();
    parts.plans().install(plan, members);
    var tasks =
        parts.sourceTasks().of(batch.composition(), plan.job().plan(), plan.data(), members);
    var count = tasks.stream().mapToInt(List::size).sum();
    var dataSets = parts.plans().dataSetTasks(plan, count);
    for (var index = 0; index < members.size(); index++) {
      var worker = members.get(index);
      worker.send(
          DriverMessage.newBuilder()
              .setRunBatch(
                  RunBatch.newBuilder()
                      .setPlan(plan.id())
                      .setGeneration(job.generations().current())
                      .setBatch(batch.index())
                      .setTimeMillis(batch.timeMillis())
                      .addAllTasks(tasks.get(index))
                      .addAllTasks(dataSets.getOrDefault(worker.id(), List.of()))
                      .setSnapshot(snapshot)
                      .setCommittedBatch(parts.batches().lastReleased())
                      .setCheckpointedBatch(
                          parts.checkpoints().newest().map(Manifest::batchIndex).orElse(0L))
                      .setReplay(replay)
                      .setCatchUp(catchesUp)));
    }
  }

  /** An executor of the present generation has done its part of a batch. */
  void done(Worker worker, BatchDone message) {
    if (parts.batches().catchUp().has(message.getBatch())) {
      if (parts.batches().catchUp().finished(message.getBatch(), worker.id())) {
        parts.batches().done();
        startBatches();
      }
      return;
    }
    var found = parts.batches().get(message.getBatch());
    found.ifPresent(batch -> batch.accumulated(message.getAccumulatorsList()));
    if (found.isPresent()
        && found
            .get()
            .finished(
                worker.id(),
                message.getOutputsList(),
                message.getInputRecords(),
                message.getStateEntries(),
                parts.clock().millis())) {
      parts.batches().done();
      if (message.getBatch() <= parts.batches().lastReleased()) {
        accumulate(found.get());
        removeLeftovers(found.get());
      }
      release();
      startBatches();
    }
  }

  /** Whether what executors hold of a batch's output is where it was. */
  boolean canRelease(Batch batch, Set<String> keepers) {
    var outputs = parts.plans().fixed().job().plan().outputs();
    return batch.pieces().stream()
        .allMatch(
            piece ->
                !(outputs.get(piece.piece().getOutput()) instanceof OutputSpec.Hold)
                    || keepers.contains(piece.worker()));
  }

  /** Applies what a batch has added to accumulators, unless that is done. */
  private void accumulate(Batch batch) {
    var accumulators = parts.shared().accumulators();
    accumulators.committed(batch.index(), batch.accumulators());
    if (parts.checkpoints().isOf(batch.index())) {
      batch.accumulatorValues(accumulators.encoded());
    }
  }

  /** Hands over what can be released; between generations nobody knows who holds what. */
  void release() {
    if (!job.generations().isRunning()) {
      return;
    }
    for (var next = parts.batches().takeRelease();
        next.isPresent();
        next = parts.batches().takeRelease()) {
      var batch = next.get();
      parts.rates().submitted(batch.index(), parts.clock().millis());
      parts
          .outputs()
          .accept(
              new OutputAttempt(
                  batch.index(),
                  batch.timeMillis(),
                  job.generations().current(),
                  batch.completedOutputs(),
                  batch.pieces(),
                  absentOutputs(batch)));
    }
  }

  @Override
  public void released(OutputAttempt attempt) {
    var now = parts.clock().millis();
    var prepared = parts.commits().prepared(attempt);
    var unused =
        parts
            .log()
            .append(
                new LogRecord.Commit(attempt.index(), attempt.index(), prepared),
                parts.commitPatience())
            .whenComplete(
                (sequence, failure) ->
                    parts.loop().execute(() -> committed(attempt, prepared, now, failure)));
  }

  private void committed(
      OutputAttempt attempt,
      Map<String, List<String>> prepared,
      long releasedMillis,
      @Nullable Throwable failure) {
    var index = attempt.index();
    if (failure != null) {
      job.logEnded(failure);
      return;
    }
    if (job.isOver()) {
      return;
    }
    parts.batches().released(index);
    parts
        .batches()
        .get(index)
        .ifPresent(
            batch -> {
              parts.actions().committed(batch);
              accumulate(batch);
            });
    faults.committed(index);
    parts
        .commits()
        .add(index, attempt.timeMillis(), prepared, () -> finished(index, releasedMillis));
    startBatches();
  }

  /** All sinks show the output of a batch: it is complete. */
  private void finished(long index, long releasedMillis) {
    if (job.isOver()) {
      return;
    }
    parts.batches().finished(index);
    parts
        .batches()
        .get(index)
        .ifPresent(
            batch -> {
              parts.progress().committed(batch, job.generations().current(), parts.clock());
              parts.events().completed(index);
              parts.rates().completed(batch, releasedMillis);
              parts.watch().released(batch.timeMillis());
              removeLeftovers(batch);
            });
    parts.checkpoints().completeIfReady(index);
    job.progressed();
  }

  /** Removes what sinks have of other attempts at a batch, once none of them runs. */
  private void removeLeftovers(Batch batch) {
    if (batch.isDone()
        && batch.index() <= parts.batches().lastFinished()
        && parts.batches().mayHaveLeftovers(batch)) {
      parts.commits().abort(batch.timeMillis());
    }
  }

  /** Finishes what an earlier driver has committed. */
  void recovered(List<LogRecord.Commit> commits) {
    for (var commit : commits) {
      var index = commit.toBatch();
      var timeMillis = parts.batches().get(index).map(Batch::timeMillis).orElse(0L);
      parts
          .commits()
          .add(
              index,
              timeMillis,
              commit.sinkResults(),
              () -> {
                parts.batches().finished(index);
                if (index > parts.batches().lastReleased() - BatchLine.MOST_AHEAD) {
                  // The driver before may have had no time for it, and the batch may not run again.
                  parts.commits().abort(timeMillis);
                }
                parts.checkpoints().completeIfReady(parts.batches().lastFinished());
              });
    }
  }

  @Override
  public void rewound(OutputAttempt attempt, int completedOutputs) {
    parts
        .loop()
        .execute(
            () -> {
              parts.batches().releaseRewound(attempt.index(), completedOutputs);
              release();
            });
  }

  @Override
  public void failed(
      OutputAttempt attempt, int completedOutputs, String operation, Throwable failure) {
    var reason =
        new JobFailedException(
            "%s failed in the batch of %d ms: %s"
                .formatted(operation, attempt.timeMillis(), failure),
            failure);
    parts.loop().execute(() -> tryAgain(attempt, completedOutputs, reason));
  }

  /** A failed operation is tried again, and never left out: without it the batch cannot commit. */
  private void tryAgain(OutputAttempt attempt, int completedOutputs, JobFailedException reason) {
    var pause = faults.outputFailure(attempt.index());
    if (pause.isEmpty() || job.isOver()) {
      parts.events().completed(attempt.index());
      job.end(reason);
      return;
    }
    LOG.warn("{}; it is tried again", reason.getMessage(), reason);
    parts.batches().releaseRewound(attempt.index(), completedOutputs);
    parts.loop().schedule(pause.getAsLong(), this::release);
  }
}
