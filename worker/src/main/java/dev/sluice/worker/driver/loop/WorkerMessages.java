package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.Leaving;
import dev.sluice.worker.control.wire.PeerLost;
import dev.sluice.worker.control.wire.SnapshotDone;
import dev.sluice.worker.control.wire.StateProblem;
import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.driver.failure.DamagedCheckpointException;
import dev.sluice.worker.driver.failure.StateMismatchException;
import dev.sluice.worker.driver.workers.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has each message of a worker go to the part of the job it is for. Owned by the event loop. */
final class WorkerMessages {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMessages.class);

  private final JobParts parts;
  private final JobCourse job;
  private final BatchRunner batches;
  private final WorkerBlocks blocks;
  private final Membership membership;
  private final Faults faults;

  WorkerMessages(
      JobParts parts,
      JobCourse job,
      BatchRunner batches,
      WorkerBlocks blocks,
      Membership membership,
      Faults faults) {
    this.parts = parts;
    this.job = job;
    this.batches = batches;
    this.blocks = blocks;
    this.membership = membership;
    this.faults = faults;
  }

  void take(Worker worker, WorkerMessage message) {
    switch (message.getKindCase()) {
      case READY -> job.generations().ready(worker.id(), message.getReady().getGeneration());
      case BATCH_DONE -> batchDone(worker, message.getBatchDone());
      case WORK_FAILED -> workFailed(message.getWorkFailed());
      case TASK_ENDED -> parts.taskRounds().ended(worker, message.getTaskEnded());
      case SNAPSHOT_DONE -> snapshotDone(worker, message.getSnapshotDone());
      case HALTED -> job.generations().halted(worker.id(), message.getHalted());
      case BLOCK_ADDED -> blocks.added(worker, message.getBlockAdded());
      case BLOCK_COPIED -> blocks.copied(message.getBlockCopied());
      case RECEIVER_LOAD ->
          parts
              .progress()
              .load()
              .receivers(worker.id(), message.getReceiverLoad(), parts.clock().millis());
      case RECEIVER_EVENT -> parts.input().receivers().event(worker, message.getReceiverEvent());
      case LEAVING -> leaving(worker, message.getLeaving());
      case PEER_LOST -> peerLost(worker, message.getPeerLost());
      default -> LOG.warn("{} sent a message that is not understood", worker.id());
    }
  }

  private void batchDone(Worker worker, BatchDone done) {
    if (done.getGeneration() != job.generations().current()) {
      return;
    }
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

  private void snapshotDone(Worker worker, SnapshotDone done) {
    if (done.getGeneration() == job.generations().current()) {
      parts.checkpoints().snapshotDone(worker.id(), done, parts.batches().lastFinished());
    }
  }

  private void leaving(Worker worker, Leaving message) {
    if (worker.isReceiver()) {
      parts.input().receivers().leaving(worker, message.getDrained());
    } else {
      membership.leaving(worker);
    }
  }

  private void peerLost(Worker worker, PeerLost lost) {
    var generations = job.generations();
    if (generations.isRunning() && generations.isMember(lost.getWorkerId())) {
      job.rewind(
          worker.id() + " cannot reach " + lost.getWorkerId() + ": " + lost.getMessage(), true);
    }
  }

  private void workFailed(WorkFailed failure) {
    if (failure.getGeneration() != job.generations().current()) {
      return;
    }
    if (failure.getPlan() > 0) {
      parts.actions().failed(failure);
      return;
    }
    var batch = failure.getBatch();
    if (failure.getStateProblem() != StateProblem.STATE_PROBLEM_NONE) {
      job.end(stateFailure(failure));
      return;
    }
    if (failure.getUserCode()) {
      var last = faults.userFailure(batch, failure);
      if (last.isPresent()) {
        job.end(last.get());
        return;
      }
    }
    if (failure.hasUnreadable()) {
      parts.input().blocks().unreadable(WireBlocks.fromWire(failure.getUnreadable()));
    }
    LOG.warn("batch {} failed: {}\n{}", batch, failure.getMessage(), failure.getStackTrace());
    job.rewind("batch " + batch + " failed: " + failure.getMessage(), true);
  }

  private RuntimeException stateFailure(WorkFailed failure) {
    return failure.getStateProblem() == StateProblem.STATE_PROBLEM_DAMAGED
        ? new DamagedCheckpointException(
            parts.checkpoints().newest().map(Manifest::id).orElse(0L), failure.getMessage())
        : new StateMismatchException(failure.getMessage());
  }
}
