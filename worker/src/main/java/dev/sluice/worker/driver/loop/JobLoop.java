package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.control.SessionHandler;
import dev.sluice.worker.control.WorkerSession;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Shutdown;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.driver.output.OutputRunner;
import dev.sluice.worker.driver.workers.CarryOver;
import dev.sluice.worker.driver.workers.GenerationStart;
import dev.sluice.worker.driver.workers.ReplayNeeds;
import dev.sluice.worker.driver.workers.Worker;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
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
public final class JobLoop implements SessionHandler, Generations.Listener, JobCourse {
  private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);

  private final JobParts parts;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final StopSequence stop;
  private final Faults faults;
  private final StatusPublisher status;
  private final Handover handover;
  private final BatchRunner batches;
  private final WorkerBlocks blocks;
  private final Departures departures;
  private final Membership membership;
  private final WorkerMessages messages;
  private final CarryOver.PlanFacts planFacts;
  private @Nullable Generations generations;
  private boolean over;

  /** Makes the loop of a job; {@link #start} sets it going. */
  JobLoop(JobParts parts) {
    this.parts = parts;
    this.stop = new StopSequence(parts, () -> end(null), this::end);
    this.faults = new Faults(parts.settings().maxFailures(), parts.jobClasses());
    this.status = new StatusPublisher(parts, this);
    this.handover = new Handover(parts, reason -> rewind(reason, false));
    this.batches = new BatchRunner(parts, faults, handover, this);
    this.blocks = new WorkerBlocks(parts, this::end);
    this.departures = new Departures(parts);
    this.planFacts =
        new CarryOver.PlanFacts(
            !parts.plans().fixed().job().plan().states().isEmpty(), !parts.plans().isFixed());
    this.membership =
        new Membership(parts, this, blocks, handover, departures, status, planFacts.stateful());
    this.messages = new WorkerMessages(parts, this, batches, blocks, membership, faults);
  }

  /** What takes the output of batches. */
  OutputRunner.Listener outputs() {
    return batches.outputs();
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
              batches.outputs().recovered(committed);
              var unused =
                  parts
                      .log()
                      .end()
                      .thenAccept(reason -> parts.loop().execute(() -> logEnded(reason)));
              first.next(0);
              status.publishEachSecond();
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
    parts.loop().execute(() -> membership.join(session, register));
  }

  @Override
  public void received(WorkerSession session, WorkerMessage message) {
    parts
        .loop()
        .execute(
            () -> parts.workers().of(session).ifPresent(worker -> messages.take(worker, message)));
  }

  @Override
  public void left(WorkerSession session, String reason) {
    parts.loop().execute(() -> membership.leave(session, reason));
  }

  /** The composition of a batch is durable. Called on the loop. */
  void batchLogged() {
    batches.outputs().release();
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
    parts.input().lost().beforeBatch(source, gone).ifPresent(this::end);
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
    parts.input().losses().forget(manifest.batchIndex());
    parts.progress().checkpointed(manifest);
    departures.advance(generations());
    status.publish();
    handover.completed(manifest);
    stop.advance();
  }

  /** Has the next batch that begins take a checkpoint, from any thread; tells which one it is. */
  void forceCheckpoint(LongConsumer begun) {
    parts
        .loop()
        .execute(
            () -> {
              if (!over) {
                long next = parts.batches().nextToStart();
                parts.checkpoints().forceAt(next);
                begun.accept(next);
              }
            });
  }

  // ------------------------------------------------------------------ generations

  @Override
  public void rewind(String reason, boolean fault) {
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
    parts.taskRounds().ends();
    generations().next(fault ? faults.delayMillis() : 0);
    status.publish();
  }

  @Override
  public boolean blocksMissing() {
    return parts.input().recovery().blocksMissing(parts.batches().all());
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
            planFacts,
            checkpointed(),
            line.lastReleased(),
            accumulators.isEmpty() ? line.lastReleased() : accumulators.appliedBatch(),
            line.lastCut(),
            parts.log().epoch(),
            blocks.asLogged(),
            this::wholeUpTo,
            parts.loggedUpTo(),
            keepers -> line.doneUpTo(batch -> batches.canRelease(batch, keepers))));
  }

  private Optional<Set<String>> wholeUpTo(long batch) {
    if (blocks.areReadAgain()) {
      return Optional.empty();
    }
    return planFacts.planned()
        ? parts.batches().plansOf(checkpointed() + 1, batch).flatMap(ReplayNeeds::of)
        : ReplayNeeds.of(List.of(parts.plans().fixed().job().plan()));
  }

  @Override
  public void starts(GenerationStart start, List<Worker> executors) {
    var line = parts.batches();
    var ids = executors.stream().map(Worker::id).collect(Collectors.toSet());
    line.rewind(checkpointed(), start, ids);
    parts.taskRounds().begins(generations().current(), executors);
    blocks.replaceMissing(
        generations().current(),
        1 + (start instanceof GenerationStart.CarriedOver over ? over.batch() : checkpointed()));
  }

  @Override
  public boolean asLogged() {
    return blocks.asLogged();
  }

  @Override
  public boolean holdsTasks() {
    return parts.taskRounds().isEnabled();
  }

  private long checkpointed() {
    return parts.checkpoints().newest().map(Manifest::batchIndex).orElse(0L);
  }

  @Override
  public void began(List<Worker> members) {
    parts.actions().began(generations().current(), members);
    parts.progress().running();
    parts.events().running();
    status.publish();
    batches.began();
    departures.advance(generations());
    membership.balance();
    parts.watch().running();
  }

  @Override
  public void progressed() {
    status.publish();
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

  @Override
  public void end(@Nullable Throwable failure) {
    if (over) {
      return;
    }
    over = true;
    parts.actions().ended();
    if (failure == null || parts.settings().inOneJvm()) {
      var message = Shutdown.newBuilder().setReason("the job has ended");
      parts.workers().all().forEach(w -> w.send(DriverMessage.newBuilder().setShutdown(message)));
    }
    parts.workers().all().forEach(worker -> worker.close("the job has ended"));
    parts.progress().ended(failure);
    status.publish();
    if (failure == null) {
      ended.complete(null);
    } else {
      LOG.error("the job failed: {}", failure.getMessage());
      ended.completeExceptionally(failure);
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
