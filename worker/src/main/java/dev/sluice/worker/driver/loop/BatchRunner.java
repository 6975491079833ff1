package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.OutputSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has executors compute batches that are cut: started while few enough run, in order. Owned by the
 * event loop.
 */
final class BatchRunner {
  /** Workers keep blocks until a checkpoint covers them, in a quarter of their heap. */
  private static final long MOST_BLOCK_BYTES = 32L << 20;

  private final JobParts parts;
  private final Handover handover;
  private final JobCourse job;
  private final BatchCutter cutter;
  private final OutputRelease outputs;

  BatchRunner(JobParts parts, Faults faults, Handover handover, JobCourse job) {
    this.parts = parts;
    this.handover = handover;
    this.job = job;
    this.cutter = new BatchCutter(parts, job, this::startBatches);
    this.outputs = new OutputRelease(parts, faults, job, this::startBatches);
  }

  /** What releases the output of batches. */
  OutputRelease outputs() {
    return outputs;
  }

  /** Cuts what is due, now and from now on. */
  void tick() {
    cutter.tick();
  }

  /** A generation runs: its executors compute what is to be computed. */
  void began() {
    parts.batches().all().forEach(parts.plans()::request);
    if (parts.batches().start()) {
      tick();
    }
    outputs.release();
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
      var next = parts.batches().takeNext(parts.settings().pipelineDepth());
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
    if (parts.input().blocks().bytes() > MOST_BLOCK_BYTES) {
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
    var handedOut = parts.taskRounds().isEnabled();
    var isAlone = parts.batches().running() == 1;
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
                      .addAllTasks(handedOut ? List.of() : tasks.get(index))
                      .addAllTasks(
                          handedOut ? List.of() : dataSets.getOrDefault(worker.id(), List.of()))
                      .setSnapshot(snapshot)
                      .setCommittedBatch(parts.batches().lastReleased())
                      .setCheckpointedBatch(
                          parts.checkpoints().newest().map(Manifest::batchIndex).orElse(0L))
                      .setReplay(replay)
                      .setCatchUp(catchesUp)
                      .setWithoutTasks(isAlone && !handedOut && count == 0 && dataSets.isEmpty())));
    }
    if (handedOut) {
      parts.taskRounds().begin(batch.index(), plan.id(), tasks, dataSets);
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
        outputs.repeated(found.get());
      }
      outputs.release();
      startBatches();
    }
  }

  /** Whether what executors hold of a batch's output is where it was. */
  boolean canRelease(Batch batch, Set<String> keepers) {
    var specs = parts.plans().fixed().job().plan().outputs();
    return batch.pieces().stream()
        .allMatch(
            piece ->
                !(specs.get(piece.piece().getOutput()) instanceof OutputSpec.Hold)
                    || keepers.contains(piece.worker()));
  }
}
