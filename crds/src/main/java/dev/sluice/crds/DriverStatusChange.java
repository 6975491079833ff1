package dev.sluice.crds;

import org.jspecify.annotations.Nullable;

/** A new value of the driver's status that is being put together; for one thread. */
public final class DriverStatusChange {
  private long epoch;
  private @Nullable String podName;
  private @Nullable String revision;
  private @Nullable String startedTime;
  private int restarts;
  private int consecutiveFailures;
  private int countedFailures;
  private @Nullable String readySince;
  private @Nullable String nextStartTime;
  private @Nullable Termination lastTermination;

  DriverStatusChange(DriverStatus status) {
    this.epoch = status.epoch();
    this.podName = status.podName();
    this.revision = status.revision();
    this.startedTime = status.startedTime();
    this.restarts = status.restarts();
    this.consecutiveFailures = status.consecutiveFailures();
    this.countedFailures = status.countedFailures();
    this.readySince = status.readySince();
    this.nextStartTime = status.nextStartTime();
    this.lastTermination = status.lastTermination();
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange epoch(long value) {
    this.epoch = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange podName(@Nullable String value) {
    this.podName = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange revision(@Nullable String value) {
    this.revision = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange startedTime(@Nullable String value) {
    this.startedTime = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange restarts(int value) {
    this.restarts = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange consecutiveFailures(int value) {
    this.consecutiveFailures = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange countedFailures(int value) {
    this.countedFailures = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange readySince(@Nullable String value) {
    this.readySince = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange nextStartTime(@Nullable String value) {
    this.nextStartTime = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public DriverStatusChange lastTermination(@Nullable Termination value) {
    this.lastTermination = value;
    return this;
  }

  /** Returns the new status. */
  public DriverStatus done() {
    return new DriverStatus(
        epoch,
        podName,
        revision,
        startedTime,
        restarts,
        consecutiveFailures,
        countedFailures,
        readySince,
        nextStartTime,
        lastTermination);
  }
}
