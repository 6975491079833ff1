package dev.sluice.crds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new value of a job's status that is being put together; for one thread. */
public final class StreamingJobStatusChange {
  private @Nullable Long observedGeneration;
  private Revisions revisions;
  private DriverStatus driver;
  private WorkersStatus receivers;
  private WorkersStatus executors;
  private CheckpointStatus checkpoint;
  private RestoreStatus restore;
  private @Nullable Progress progress;
  private @Nullable AutoscalerStatus autoscaler;
  private @Nullable UpgradeStatus upgrade;
  private @Nullable SuccessorStatus successor;
  private @Nullable CertificateStatus certificate;
  private List<PendingChange> pendingChanges;
  private List<JobCondition> conditions;

  StreamingJobStatusChange(StreamingJobStatus status) {
    this.observedGeneration = status.observedGeneration();
    this.revisions = status.revisions();
    this.driver = status.driver();
    this.receivers = status.receivers();
    this.executors = status.executors();
    this.checkpoint = status.checkpoint();
    this.restore = status.restore();
    this.progress = status.progress();
    this.autoscaler = status.autoscaler();
    this.upgrade = status.upgrade();
    this.successor = status.successor();
    this.certificate = status.certificate();
    this.pendingChanges = status.pendingChanges();
    this.conditions = status.conditions();
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange observedGeneration(@Nullable Long value) {
    this.observedGeneration = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange revisions(Revisions value) {
    this.revisions = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange driver(DriverStatus value) {
    this.driver = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange receivers(WorkersStatus value) {
    this.receivers = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange executors(WorkersStatus value) {
    this.executors = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange checkpoint(CheckpointStatus value) {
    this.checkpoint = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange restore(RestoreStatus value) {
    this.restore = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange progress(@Nullable Progress value) {
    this.progress = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange autoscaler(@Nullable AutoscalerStatus value) {
    this.autoscaler = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange upgrade(@Nullable UpgradeStatus value) {
    this.upgrade = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange successor(@Nullable SuccessorStatus value) {
    this.successor = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange certificate(@Nullable CertificateStatus value) {
    this.certificate = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange pendingChanges(List<PendingChange> value) {
    this.pendingChanges = value;
    return this;
  }

  /** Sets what the status has under this name. */
  public StreamingJobStatusChange conditions(List<JobCondition> value) {
    this.conditions = value;
    return this;
  }

  /** Returns the new status. */
  public StreamingJobStatus done() {
    return new StreamingJobStatus(
        observedGeneration,
        revisions,
        driver,
        receivers,
        executors,
        checkpoint,
        restore,
        progress,
        autoscaler,
        upgrade,
        successor,
        certificate,
        pendingChanges,
        conditions);
  }
}
