package dev.sluice.worker.launch;

import java.util.OptionalLong;

/**
 * Decides when the process of a role is killed, and when the job has recovered from it. Fed with
 * the driver's status; holds no process and reads no clock. Not thread-safe.
 */
final class KillDemonstration {
  /** Batches with records that are committed before the kill. */
  static final int BATCHES_BEFORE = 8;

  private final Role target;
  private long firstBatch;
  private boolean killed;
  private boolean recovered;
  private JobStatus before = JobStatus.NONE;
  private long killedAtMillis;
  private boolean receiverWasLost;
  private long batchWhenReceiverWasBack;

  KillDemonstration(Role target) {
    this.target = target;
  }

  Role target() {
    return target;
  }

  /** {@return whether it is time to kill} */
  boolean isDue(JobStatus status) {
    if (killed || status.totalRecords() == 0) {
      return false;
    }
    if (firstBatch == 0) {
      firstBatch = status.batchIndex();
    }
    return status.batchIndex() >= firstBatch + BATCHES_BEFORE;
  }

  /**
   * Notes the kill.
   *
   * @param status the last status before it
   * @param wallClockMillis when it happened
   */
  void killed(JobStatus status, long wallClockMillis) {
    killed = true;
    before = status;
    killedAtMillis = wallClockMillis;
  }

  /** {@return whether the job still has to recover} */
  boolean isPending() {
    return killed && !recovered;
  }

  /** {@return whether nothing was killed yet} */
  boolean isWaiting() {
    return !killed;
  }

  /**
   * Looks for the first batch committed after the recovery.
   *
   * @param status a status after the kill
   * @return milliseconds from the kill to that commit, once
   */
  OptionalLong recovery(JobStatus status) {
    if (!isPending() || !isBack(status) || status.committedAtMillis() < killedAtMillis) {
      return OptionalLong.empty();
    }
    recovered = true;
    return OptionalLong.of(status.committedAtMillis() - killedAtMillis);
  }

  private boolean isBack(JobStatus status) {
    return switch (target) {
      case DRIVER -> status.epoch() > before.epoch() && status.hasCommitted();
      case RECEIVER -> receiverIsBack(status);
      case EXECUTOR, STORE, COMPANION ->
          status.generation() > before.generation() && status.batchIndex() > before.batchIndex();
    };
  }

  private boolean receiverIsBack(JobStatus status) {
    if (status.registeredReceivers() < before.registeredReceivers()) {
      receiverWasLost = true;
      return false;
    }
    if (receiverWasLost && batchWhenReceiverWasBack == 0) {
      batchWhenReceiverWasBack = status.batchIndex();
    }
    return receiverWasLost
        && status.batchIndex() > batchWhenReceiverWasBack
        && status.records() > 0;
  }
}
