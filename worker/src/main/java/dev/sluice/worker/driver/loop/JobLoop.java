package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.control.SessionHandler;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.WorkerSession;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Shutdown;
import dev.sluice.worker.control.wire.StateProblem;
import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.driver.DamagedCheckpointException;
import dev.sluice.worker.driver.StateMismatchException;
import dev.sluice.worker.driver.input.ReceiverInput;
import dev.sluice.worker.driver.output.OutputRunner;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.driver.workers.CarryOver;
import dev.sluice.worker.driver.workers.GenerationStart;
import dev.sluice.worker.driver.workers.Worker;
import java.util.List;
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
public final class JobLoop implements SessionHandler, Generations.Listener, BatchRunner.Job {
  private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);

  private static final long PUBLISH_MILLIS = 1_000;

  private final JobParts parts;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final StopSequence stop;
  private final Faults faults;
  private final BatchRunner batches;
  private final WorkerBlocks blocks;
  private final Handover handover;
  private final Departures departures;
  private final CarryOver.PlanFacts planFacts;
  private @Nullable Generations generations;
  private boolean over;

  /** Makes the loop of a job; {@link #start} sets it going. */
  JobLoop(JobParts parts) {
    this.parts = parts;
    this.stop = new StopSequence(parts, () -> end(null), this::end);
    this.faults = new Faults(parts.maxFailures(), parts.jobClasses());
    this.batches = new BatchRunner(parts, faults, this);
    this.blocks = new WorkerBlocks(parts, this::end);
    this.handover = new Handover(parts, reason -> rewind(reason, false));
    this.departures = new Departures(parts);
    this.planFacts =
        CarryOver.PlanFacts.of(parts.plans().fixed().job().plan(), !parts.plans().isFixed());
  }

  /** What takes the output of batches. */
  OutputRunner.Listener outputs() {
    return batches;
  }

  /** Completes when the job has ended; exceptionally with what it failed with. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /**
   * Gathers workers and starts the clock.
   *
   * @param committed what an earlier driver has committed since the checkpoint; sinks may not show
   *     all of it
   */
  void start(Generations first, List<LogRecord.Commit> committed) {
    parts
        .loop()
        .execute(
            () -> {
              generations = first;
              batches.recovered(committed);
              var unused =
                  parts
                      .log()
                      .end()
                      .thenAccept(reason -> parts.loop().execute(() -> logEnded(reason)));
              first.next(0);
              publishEachSecond();
              if (parts.batches().isStarted()) {
                batches.tick();
              }
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
    parts.workers().join(worker).ifPresent(this::replaced);
    parts.receivers().joined(worker, register.getReceiversList(), register.getLeaving());
    blocks.joined(worker, register);
    generations().sendTopology();
    if (!worker.isExecutor()) {
      generations().tryToGo();
    } else if (generations().isGathering()) {
      generations().joined(worker);
    } else if (generations().isMember(worker.id())) {
      rewind("executor " + worker.id() + " has a new session", false);
    } else {
      balance();
    }
    publish();
  }

  /** Has partitions move if they are not where they belong. */
  private void balance() {
    if (over || !generations().isRunning() || generations().isBalanced()) {
      return;
    }
    var executors = parts.workers().staying().stream().map(Worker::id).toList();
    var reason = "the job runs on " + String.join(", ", executors) + " from now on";
    if (planFacts.stateful()) {
      handover.request(reason);
    } else {
      rewind(reason, false);
    }
  }

  /** A worker was asked to end. */
  private void leaving(Worker worker) {
    if (!worker.isLeaving()) {
      LOG.info("worker {} was asked to end", worker.id());
      worker.leaves();
      generations().sendTopology();
      balance();
      departures.advance(generations());
      publish();
    }
  }

  private void replaced(Worker old) {
    parts.blocks().workerLost(old.id());
    parts.receivers().left(old.id());
    old.close("the worker has a new session");
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
              parts.progress().load().left(worker.id());
              generations().sendTopology();
              if (!over && generations().isMember(worker.id())) {
                rewind("executor " + worker.id() + " was lost: " + reason, false);
              } else {
                generations().left(worker.id());
              }
              publish();
            });
  }

  private void take(Worker worker, WorkerMessage message) {
    switch (message.getKindCase()) {
      case READY -> generations().ready(worker.id(), message.getReady().getGeneration());
      case BATCH_DONE -> {
        var done = message.getBatchDone();
        if (done.getGeneration() == generations().current()) {
          parts
              .progress()
              .load()
              .executor(worker.id(), worker.lanes(), done.getBusyNanos(), parts.clock().millis());
          if (done.getPlan() <= 0) {
            batches.done(worker, done);
          } else {
            parts.actions().done(worker.id(), done);
          }
        }
      }
      case WORK_FAILED -> workFailed(message.getWorkFailed());
      case SNAPSHOT_DONE -> {
        var done = message.getSnapshotDone();
        if (done.getGeneration() == generations().current()) {
          parts.checkpoints().snapshotDone(worker.id(), done, parts.batches().lastFinished());
        }
      }
      case HALTED -> generations().halted(worker.id(), message.getHalted());
      case BLOCK_ADDED -> blocks.added(worker, message.getBlockAdded());
      case RECEIVER_LOAD ->
          parts
              .progress()
              .load()
              .receivers(worker.id(), message.getReceiverLoad(), parts.clock().millis());
      case RECEIVER_EVENT -> parts.receivers().event(worker, message.getReceiverEvent());
      case LEAVING -> {
        if (worker.isReceiver()) {
          parts.receivers().leaving(worker, message.getLeaving().getDrained());
        } else {
          leaving(worker);
        }
      }
      case PEER_LOST -> {
        var lost = message.getPeerLost();
        if (generations().isRunning() && generations().isMember(lost.getWorkerId())) {
          rewind(
              worker.id() + " cannot reach " + lost.getWorkerId() + ": " + lost.getMessage(), true);
        }
      }
      default -> LOG.warn("{} sent a message that is not understood", worker.id());
    }
  }

  /** The composition of a batch is durable. Called on the loop. */
  void batchLogged() {
    batches.release();
  }

  /** Transform functions have given a batch its plan. Called on the loop. */
  void batchPlanned() {
    if (!over) {
      batches.startBatches();
    }
  }

  /** The log took no record. Called on the loop. */
  void logFailed(Throwable failure) {
    logEnded(failure);
  }

  /** A receiver has stopped for good. Called on the loop. */
  void receiversChanged() {
    stop.advance();
  }

  /** A receiver has stored blocks before this one that nobody has. Called on the loop. */
  void blocksLost(String source, long gone) {
    parts.lost().beforeBatch(source, gone).ifPresent(this::end);
  }

  /** A checkpoint was completed or given up. Called on the loop. */
  void checkpointEnded() {
    handover.failed();
    generations().tryToGo();
    batches.startBatches();
  }

  /** A checkpoint is complete: what it covers is not needed again. */
  void checkpointCompleted(Manifest manifest) {
    blocks.covered(manifest);
    parts.losses().forget(manifest.batchIndex());
    parts.progress().checkpointed(manifest);
    departures.advance(generations());
    publish();
    handover.completed(manifest);
    stop.advance();
  }

  // ------------------------------------------------------------------ generations

  private void workFailed(WorkFailed failure) {
    if (failure.getGeneration() != generations().current()) {
      return;
    }
    if (failure.getPlan() > 0) {
      parts.actions().failed(failure);
      return;
    }
    var batch = failure.getBatch();
    if (failure.getStateProblem() != StateProblem.STATE_PROBLEM_NONE) {
      end(stateFailure(failure));
      return;
    }
    if (failure.getUserCode()) {
      var last = faults.userFailure(batch, failure);
      if (last.isPresent()) {
        end(last.get());
        return;
      }
    }
    if (failure.hasUnreadable()) {
      parts.blocks().unreadable(WireBlocks.fromWire(failure.getUnreadable()));
    }
    LOG.warn("batch {} failed: {}\n{}", batch, failure.getMessage(), failure.getStackTrace());
    rewind("batch " + batch + " failed: " + failure.getMessage(), true);
  }

  private RuntimeException stateFailure(WorkFailed failure) {
    return failure.getStateProblem() == StateProblem.STATE_PROBLEM_DAMAGED
        ? new DamagedCheckpointException(
            parts.checkpoints().newest().map(Manifest::id).orElse(0L), failure.getMessage())
        : new StateMismatchException(failure.getMessage());
  }

  /**
   * Begins a new generation.
   *
   * @param fault whether work has failed, so that the next attempt may have to wait
   */
  private void rewind(String reason, boolean fault) {
    if (over) {
      return;
    }
    if (fault) {
      faults.fault(parts.batches().lastCut(), parts.clock().millis());
      var end = faults.exhausted(reason, parts.clock().millis());
      if (end.isPresent()) {
        end(end.get());
        return;
      }
    }
    LOG.info("a new generation begins: {}", reason);
    handover.over();
    parts.actions().rewound();
    generations().next(fault ? faults.delayMillis() : 0);
    publish();
  }

  @Override
  public boolean blocksMissing() {
    return parts.recovery().blocksMissing(parts.batches().all());
  }

  @Override
  public void gathered() {
    blocks.recover();
  }

  @Override
  public GenerationStart decide(List<CarryOver.Member> executors, int tableSize) {
    var line = parts.batches();
    var accumulators = parts.shared().accumulators();
    return CarryOver.decide(
        new CarryOver.Observed(
            executors.stream().map(m -> m.without(blocks.countsFrom())).toList(),
            tableSize,
            blocks.areReadAgain() ? planFacts.withoutCatchUp() : planFacts,
            checkpointed(),
            line.lastReleased(),
            accumulators.isEmpty() ? line.lastReleased() : accumulators.appliedBatch(),
            line.lastCut(),
            parts.log().epoch(),
            blocks.asLogged(),
            parts.loggedUpTo(),
            keepers -> line.doneUpTo(batch -> batches.canRelease(batch, keepers))));
  }

  @Override
  public void starts(GenerationStart start, List<Worker> executors) {
    var line = parts.batches();
    var ids = executors.stream().map(Worker::id).collect(Collectors.toSet());
    line.rewind(checkpointed(), start, ids);
    blocks.replaceMissing(
        generations().current(),
        1 + (start instanceof GenerationStart.CarriedOver over ? over.batch() : checkpointed()));
  }

  @Override
  public boolean asLogged() {
    return blocks.asLogged();
  }

  private long checkpointed() {
    return parts.checkpoints().newest().map(Manifest::batchIndex).orElse(0L);
  }

  @Override
  public void began(List<Worker> members) {
    parts.actions().began(generations().current(), members);
    parts.progress().running();
    parts.events().running();
    publish();
    batches.began();
    departures.advance(generations());
    balance();
    parts.watch().running();
  }

  @Override
  public Handover handover() {
    return handover;
  }

  @Override
  public void progressed() {
    publish();
    stop.advance();
  }

  @Override
  public boolean isOver() {
    return over;
  }

  // ------------------------------------------------------------------ the end

  @Override
  public void logEnded(Throwable reason) {
    if (over) {
      return;
    }
    if (reason instanceof FencedException fenced) {
      parts.workers().all().forEach(worker -> worker.close("another driver has taken over"));
      over = true;
      parts.actions().ended();
      ended.completeExceptionally(fenced);
    } else {
      end(reason);
    }
  }

  /** Ends the job; without a failure workers are sent away, with one they wait for a new driver. */
  @Override
  public void end(@Nullable Throwable failure) {
    if (over) {
      return;
    }
    over = true;
    parts.actions().ended();
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
            new JobStatus.Registered(parts.workers().executors().size(), generations().owners()),
            parts.receivers().status(),
            parts.checkpoints().consecutiveFailures(),
            parts.batches().waiting(),
            parts.batches().waitingRecords()
                + parts.inputs().streams().stream().mapToLong(ReceiverInput::waitingRecords).sum(),
            parts.clock().millis());
  }

  /** Keeps the load in the status fresh also while no batch is committed. */
  private void publishEachSecond() {
    if (!over) {
      publish();
      parts.loop().schedule(PUBLISH_MILLIS, this::publishEachSecond);
    }
  }

  @Override
  public Generations generations() {
    var current = generations;
    if (current == null) {
      throw new IllegalStateException("the loop has not been started");
    }
    return current;
  }
}
