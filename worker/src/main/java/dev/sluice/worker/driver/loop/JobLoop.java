package dev.sluice.worker.driver.loop;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.control.SessionHandler;
import dev.sluice.worker.control.WorkerSession;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.RemoveBlocks;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.Shutdown;
import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.driver.JobFailedException;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.batch.Wire;
import dev.sluice.worker.driver.input.QueueInput;
import dev.sluice.worker.driver.output.OutputAttempt;
import dev.sluice.worker.driver.output.OutputRunner;
import dev.sluice.worker.driver.workers.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job: cuts batches, has them computed, releases their output, and begins a new generation
 * whenever something went wrong. All state is owned by the event loop; sessions, outputs and the
 * log only put events on it.
 *
 * @see <a href="docs/adr/0005-lanes-and-generations.md">ADR 5</a>
 */
public final class JobLoop implements SessionHandler, OutputRunner.Listener, Generations.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);
  private static final int MOST_REWINDS_WITHOUT_PROGRESS = 30;
  private static final long HELD_BACK_MILLIS = 50;

  private final JobParts parts;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final List<Runnable> untilRecovered = new ArrayList<>();
  private final StopSequence stop;
  private @Nullable Generations generations;
  private boolean recovered;
  private boolean over;
  private long failedBatch;
  private int failures;
  private int rewinds;
  private long rewoundAt;

  /** Makes the loop of a job; {@link #start} sets it going. */
  JobLoop(JobParts parts) {
    this.parts = parts;
    this.stop = new StopSequence(parts, this::endNow, this::end);
  }

  /** Completes when the job has ended; exceptionally with what it failed with. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** Gathers workers and starts the clock. */
  void start(Generations first) {
    parts
        .loop()
        .execute(
            () -> {
              generations = first;
              var unused =
                  parts
                      .log()
                      .end()
                      .thenAccept(reason -> parts.loop().execute(() -> logEnded(reason)));
              first.next();
              tick();
            });
  }

  /** Ends the job, from any thread; {@link #ended} says when. */
  public void stop(boolean gracefully) {
    parts
        .loop()
        .execute(
            () -> {
              if (gracefully && !over) {
                stop.begin();
              } else {
                end(null);
              }
            });
  }

  // ------------------------------------------------------------------ sessions

  @Override
  public void joined(WorkerSession session, Register register) {
    parts.loop().execute(() -> join(session, register));
  }

  @Override
  public void received(WorkerSession session, WorkerMessage message) {
    parts
        .loop()
        .execute(() -> parts.workers().of(session).ifPresent(worker -> take(worker, message)));
  }

  @Override
  public void left(WorkerSession session, String reason) {
    parts.loop().execute(() -> leave(session, reason));
  }

  private void join(WorkerSession session, Register register) {
    if (over) {
      session.close("the job has ended");
      return;
    }
    var worker = new Worker(session, register);
    parts.workers().join(worker).ifPresent(old -> old.close("the worker has a new session"));
    register.getBlocksList().forEach(block -> parts.blocks().add(Wire.info(block), worker.id()));
    parts.receivers().joined(worker, register.getReceiversList());
    generations().sendTopology();
    if (worker.isExecutor() && generations().isRunning()) {
      rewind("executor " + worker.id() + " has joined");
    } else if (generations().isMember(worker.id())) {
      rewind("executor " + worker.id() + " is back");
    } else {
      generations().tryToGo();
    }
    publish();
  }

  private void leave(WorkerSession session, String reason) {
    parts
        .workers()
        .leave(session)
        .ifPresent(
            worker -> {
              LOG.warn("lost worker {}: {}", worker.id(), reason);
              parts.blocks().workerLost(worker.id());
              parts.receivers().left(worker.id());
              generations().sendTopology();
              if (!over && generations().isMember(worker.id())) {
                rewind("executor " + worker.id() + " was lost: " + reason);
              }
              publish();
            });
  }

  private void take(Worker worker, WorkerMessage message) {
    switch (message.getKindCase()) {
      case READY -> generations().ready(worker.id(), message.getReady().getGeneration());
      case BATCH_DONE -> batchDone(worker, message.getBatchDone());
      case WORK_FAILED -> workFailed(message.getWorkFailed());
      case SNAPSHOT_DONE -> {
        var done = message.getSnapshotDone();
        if (done.getGeneration() == generations().current()) {
          parts.checkpoints().snapshotDone(worker.id(), done, parts.batches().lastReleased());
        }
      }
      case BLOCK_ADDED -> blockAdded(worker, message.getBlockAdded());
      case RECEIVER_EVENT -> parts.receivers().event(worker, message.getReceiverEvent());
      case PEER_LOST -> {
        var lost = message.getPeerLost();
        if (generations().isRunning() && generations().isMember(lost.getWorkerId())) {
          rewind(worker.id() + " cannot reach " + lost.getWorkerId() + ": " + lost.getMessage());
        }
      }
      default -> LOG.warn("{} sent a message that is not understood", worker.id());
    }
  }

  /** Blocks count only after the queue of each stream is rebuilt; before that they have to wait. */
  private void blockAdded(Worker worker, BlockAdded message) {
    if (recovered) {
      parts.receivers().blockAdded(worker, message);
    } else {
      untilRecovered.add(() -> parts.receivers().blockAdded(worker, message));
    }
  }

  // ------------------------------------------------------------------ batches

  private void tick() {
    if (over) {
      return;
    }
    if (parts.batches().mayCut() && logKeepsUp()) {
      parts
          .scans()
          .scan(
              parts.inputs().directories(),
              files -> {
                if (!over) {
                  parts.batches().cutDue(files);
                  startBatches();
                  stop.advance();
                  scheduleTick();
                }
              });
    } else {
      scheduleTick();
    }
  }

  private void scheduleTick() {
    var wait = parts.batches().untilDue();
    parts.loop().schedule(wait > 0 ? wait : HELD_BACK_MILLIS, this::tick);
  }

  private boolean logKeepsUp() {
    var health = parts.log().health();
    return health.pending() < health.capacity() / 2;
  }

  private void startBatches() {
    if (!generations().isRunning()) {
      return;
    }
    var next = parts.batches().takeNext(parts.pipelineDepth());
    while (next.isPresent()) {
      run(next.get());
      next = parts.batches().takeNext(parts.pipelineDepth());
    }
  }

  private void run(Batch batch) {
    var members = generations().members();
    var ids = members.stream().map(Worker::id).collect(Collectors.toSet());
    var now = parts.clock().millis();
    batch.started(ids, now);
    var replay = batch.index() <= parts.batches().lastReleased();
    var snapshot = parts.checkpoints().begin(batch, ids, now);
    var tasks = parts.sourceTasks().of(batch.composition(), members);
    for (var index = 0; index < members.size(); index++) {
      members
          .get(index)
          .send(
              DriverMessage.newBuilder()
                  .setRunBatch(
                      RunBatch.newBuilder()
                          .setPlan(0)
                          .setGeneration(generations().current())
                          .setBatch(batch.index())
                          .setTimeMillis(batch.timeMillis())
                          .addAllTasks(tasks.get(index))
                          .setSnapshot(snapshot)
                          .setCommittedBatch(parts.batches().lastReleased())
                          .setReplay(replay)));
    }
  }

  private void batchDone(Worker worker, BatchDone message) {
    if (message.getGeneration() != generations().current()) {
      return;
    }
    if (message.getPlan() != 0) {
      parts.actions().done(worker.id(), message);
      return;
    }
    var found = parts.batches().get(message.getBatch());
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
      release();
      startBatches();
    }
  }

  private void release() {
    parts
        .batches()
        .nextRelease()
        .ifPresent(
            batch -> {
              batch.outputBegun();
              parts
                  .outputs()
                  .submit(
                      new OutputAttempt(
                          batch.index(),
                          batch.timeMillis(),
                          generations().current(),
                          batch.completedOutputs(),
                          batch.pieces()));
            });
  }

  @Override
  public void released(OutputAttempt attempt) {
    var unused =
        parts
            .log()
            .append(new LogRecord.Commit(attempt.index(), attempt.index(), Map.of()))
            .whenComplete(
                (sequence, failure) ->
                    parts
                        .loop()
                        .execute(
                            () -> {
                              if (failure == null) {
                                committed(attempt.index());
                              } else {
                                logEnded(failure);
                              }
                            }));
  }

  private void committed(long index) {
    if (over) {
      return;
    }
    parts.batches().released(index);
    parts
        .batches()
        .get(index)
        .ifPresent(
            batch -> parts.progress().committed(batch, generations().current(), parts.clock()));
    if (index > rewoundAt) {
      rewinds = 0;
    }
    if (index >= failedBatch) {
      failures = 0;
    }
    parts.checkpoints().completeIfReady(index);
    publish();
    release();
    stop.advance();
  }

  @Override
  public void rewound(OutputAttempt attempt, int completedOutputs) {
    parts
        .loop()
        .execute(
            () -> {
              parts
                  .batches()
                  .get(attempt.index())
                  .ifPresent(batch -> batch.outputRewound(completedOutputs));
              release();
            });
  }

  @Override
  public void failed(OutputAttempt attempt, String operation, Throwable failure) {
    parts
        .loop()
        .execute(
            () ->
                end(
                    new JobFailedException(
                        "%s failed in the batch of %d ms: %s"
                            .formatted(operation, attempt.timeMillis(), failure),
                        failure)));
  }

  /** The composition of a batch is durable. Called on the loop. */
  void batchLogged() {
    release();
  }

  /** The log took no record. Called on the loop. */
  void logFailed(Throwable failure) {
    logEnded(failure);
  }

  /** A receiver has stopped for good. Called on the loop. */
  void receiversChanged() {
    stop.advance();
  }

  /** A checkpoint was completed or given up. Called on the loop. */
  void checkpointEnded() {
    generations().tryToGo();
  }

  /** A checkpoint is complete: what it covers is not needed again. */
  void checkpointCompleted(Manifest manifest) {
    var ids = new ArrayList<BlockId>();
    for (var batch : parts.batches().covered(manifest.batchIndex())) {
      batch
          .composition()
          .inputs()
          .forEach(
              (uid, input) -> {
                if (input instanceof SourceInput.Blocks blocks) {
                  blocks.blocks().forEach(block -> ids.add(block.id()));
                } else if (input instanceof SourceInput.Queue taken) {
                  parts
                      .inputs()
                      .get(uid)
                      .filter(QueueInput.class::isInstance)
                      .ifPresent(queue -> ((QueueInput) queue).release(taken));
                }
              });
    }
    removeBlocks(ids);
    parts.progress().checkpointed(manifest);
    publish();
    stop.advance();
  }

  private void removeBlocks(List<BlockId> ids) {
    if (!ids.isEmpty()) {
      parts.blocks().remove(ids);
      var message = RemoveBlocks.newBuilder().addAllIds(ids.stream().map(Wire::id).toList());
      parts
          .workers()
          .all()
          .forEach(w -> w.send(DriverMessage.newBuilder().setRemoveBlocks(message)));
    }
  }

  // ------------------------------------------------------------------ generations

  private void workFailed(WorkFailed failure) {
    if (failure.getGeneration() != generations().current()) {
      return;
    }
    if (failure.getPlan() != 0) {
      parts.actions().failed(failure);
      return;
    }
    if (failure.getUserCode()) {
      failures = failure.getBatch() == failedBatch ? failures + 1 : 1;
      failedBatch = failure.getBatch();
      if (failures >= parts.maxFailures()) {
        var text =
            "%s (batch %d, %d attempts)\n%s"
                .formatted(
                    failure.getMessage(), failure.getBatch(), failures, failure.getStackTrace());
        end(new JobFailedException(text, null));
        return;
      }
    }
    LOG.warn(
        "batch {} failed: {}\n{}",
        failure.getBatch(),
        failure.getMessage(),
        failure.getStackTrace());
    rewind("batch " + failure.getBatch() + " failed: " + failure.getMessage());
  }

  private void rewind(String reason) {
    if (over) {
      return;
    }
    rewoundAt = parts.batches().lastCut();
    if (++rewinds > MOST_REWINDS_WITHOUT_PROGRESS) {
      end(
          new JobFailedException(
              "no batch could be completed in %d attempts; the last one ended with: %s"
                  .formatted(rewinds, reason),
              null));
      return;
    }
    LOG.info("a new generation begins: {}", reason);
    parts.actions().rewound();
    generations().next();
    publish();
  }

  @Override
  public boolean blocksMissing() {
    return parts.recovery().blocksMissing(parts.batches().all());
  }

  @Override
  public void gathered() {
    if (!recovered) {
      recovered = true;
      removeBlocks(parts.recovery().rebuild(parts.batches()));
      untilRecovered.forEach(Runnable::run);
      untilRecovered.clear();
      parts.receivers().start();
    }
    parts.recovery().giveUpMissing(parts.batches().all());
    parts.batches().rewind(parts.checkpoints().newest().map(Manifest::batchIndex).orElse(0L));
  }

  @Override
  public void began(List<Worker> members) {
    parts.actions().began(generations().current(), members);
    parts.progress().running();
    publish();
    release();
    startBatches();
  }

  // ------------------------------------------------------------------ the end

  private void logEnded(Throwable reason) {
    if (over) {
      return;
    }
    if (reason instanceof FencedException fenced) {
      parts.workers().all().forEach(worker -> worker.close("another driver has taken over"));
      over = true;
      ended.completeExceptionally(fenced);
    } else {
      end(reason);
    }
  }

  private void endNow() {
    end(null);
  }

  /** Ends the job; without a failure workers are sent away, with one they wait for a new driver. */
  void end(@Nullable Throwable failure) {
    if (over) {
      return;
    }
    over = true;
    parts.actions().rewound();
    if (failure == null || parts.inOneJvm()) {
      var message = Shutdown.newBuilder().setReason("the job has ended");
      parts.workers().all().forEach(w -> w.send(DriverMessage.newBuilder().setShutdown(message)));
    }
    parts.workers().all().forEach(worker -> worker.close("the job has ended"));
    parts.progress().ended(failure);
    publish();
    if (failure == null) {
      ended.complete(null);
    } else {
      LOG.error("the job failed: {}", failure.getMessage());
      ended.completeExceptionally(failure);
    }
  }

  private void publish() {
    parts
        .progress()
        .publish(
            parts.workers().executors().size(),
            parts.workers().receivers().size(),
            parts.checkpoints().consecutiveFailures(),
            parts.batches().waiting());
  }

  private Generations generations() {
    var current = generations;
    if (current == null) {
      throw new IllegalStateException("the loop has not been started");
    }
    return current;
  }
}
