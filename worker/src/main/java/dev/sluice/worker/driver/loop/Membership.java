package dev.sluice.worker.driver.loop;

import dev.sluice.worker.control.WorkerSession;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.driver.workers.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers that come, go and are asked to end, and what follows for the generation that runs. Owned
 * by the event loop.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final JobParts parts;
  private final JobCourse job;
  private final WorkerBlocks blocks;
  private final Handover handover;
  private final Departures departures;
  private final StatusPublisher status;
  private final boolean stateful;

  /**
   * Makes the membership of a job.
   *
   * @param stateful whether executors hold state, so that partitions move behind a checkpoint
   */
  Membership(
      JobParts parts,
      JobCourse job,
      WorkerBlocks blocks,
      Handover handover,
      Departures departures,
      StatusPublisher status,
      boolean stateful) {
    this.parts = parts;
    this.job = job;
    this.blocks = blocks;
    this.handover = handover;
    this.departures = departures;
    this.status = status;
    this.stateful = stateful;
  }

  void join(WorkerSession session, Register register) {
    if (job.isOver()) {
      session.close("the job has ended");
      return;
    }
    var worker = new Worker(session, register);
    parts.workers().join(worker).ifPresent(this::replaced);
    parts.input().receivers().joined(worker, register.getReceiversList(), register.getLeaving());
    blocks.joined(worker, register);
    blocks.replicate();
    var generations = job.generations();
    generations.sendTopology();
    if (!worker.isExecutor()) {
      generations.tryToGo();
    } else if (generations.isGathering()) {
      generations.joined(worker);
    } else if (generations.isMember(worker.id())) {
      job.rewind("executor " + worker.id() + " has a new session", false);
    } else {
      balance();
    }
    status.publish();
  }

  private void replaced(Worker old) {
    parts.input().blocks().workerLost(old.id());
    parts.input().receivers().left(old.id());
    old.close("the worker has a new session");
  }

  void leave(WorkerSession session, String reason) {
    parts.workers().leave(session).ifPresent(worker -> lost(worker, reason));
  }

  private void lost(Worker worker, String reason) {
    if (!job.isOver()) {
      LOG.warn("lost worker {}: {}", worker.id(), reason);
    }
    parts.input().blocks().workerLost(worker.id());
    parts.input().receivers().left(worker.id());
    parts.progress().load().left(worker.id());
    blocks.replicate();
    var generations = job.generations();
    generations.sendTopology();
    if (!job.isOver() && generations.isMember(worker.id())) {
      job.rewind("executor " + worker.id() + " was lost: " + reason, false);
    } else {
      generations.left(worker.id());
    }
    status.publish();
  }

  /** An executor was asked to end. */
  void leaving(Worker executor) {
    if (!executor.isLeaving()) {
      LOG.info("worker {} was asked to end", executor.id());
      executor.leaves();
      job.generations().sendTopology();
      balance();
      departures.advance(job.generations());
      status.publish();
    }
  }

  /** Has partitions move if they are not where they belong. */
  void balance() {
    var generations = job.generations();
    if (job.isOver() || !generations.isRunning() || generations.isBalanced()) {
      return;
    }
    var executors = parts.workers().staying().stream().map(Worker::id).toList();
    var reason = "the job runs on " + String.join(", ", executors) + " from now on";
    if (stateful) {
      handover.request(reason);
    } else {
      job.rewind(reason, false);
    }
  }
}
