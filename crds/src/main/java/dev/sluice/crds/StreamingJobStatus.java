package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator observed and decided; bounded, without a list that grows with pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamingJobStatus(
    @JsonPropertyDescription("The metadata.generation that this status answers.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Revisions of the spec.") Revisions revisions,
    @JsonPropertyDescription("The driver.") DriverStatus driver,
    @JsonPropertyDescription("The receivers.") WorkersStatus receivers,
    @JsonPropertyDescription("The executors.") WorkersStatus executors,
    @JsonPropertyDescription("The newest checkpoint that the driver reported.")
        CheckpointStatus checkpoint,
    @JsonPropertyDescription("What the driver began from.") RestoreStatus restore,
    @JsonPropertyDescription("The batch last reported; refreshed at intervals.")
        @Nullable Progress progress,
    @JsonPropertyDescription("The autoscaler, unless it is Disabled.")
        @Nullable AutoscalerStatus autoscaler,
    @JsonPropertyDescription("The change of revision, while one is under way.")
        @Nullable UpgradeStatus upgrade,
    @JsonPropertyDescription("The driver that is to take over, while there is one.")
        @Nullable SuccessorStatus successor,
    @JsonPropertyDescription("The certificate of the job's connections.")
        @Nullable CertificateStatus certificate,
    @Size(max = 32)
        @JsonPropertyDescription("Fields that what runs does not have yet, with their cost.")
        List<PendingChange> pendingChanges,
    @Size(max = 32) @JsonPropertyDescription("Conditions by type.") List<JobCondition> conditions) {
  /** A job that nothing has been done for. */
  public static final StreamingJobStatus EMPTY =
      new StreamingJobStatus(
          null,
          Revisions.EMPTY,
          DriverStatus.EMPTY,
          WorkersStatus.EMPTY,
          WorkersStatus.EMPTY,
          CheckpointStatus.EMPTY,
          RestoreStatus.EMPTY,
          null,
          null,
          null,
          null,
          null,
          List.of(),
          List.of());

  /** Reads absent parts as empty. */
  public StreamingJobStatus {
    revisions = revisions == null ? Revisions.EMPTY : revisions;
    driver = driver == null ? DriverStatus.EMPTY : driver;
    receivers = receivers == null ? WorkersStatus.EMPTY : receivers;
    executors = executors == null ? WorkersStatus.EMPTY : executors;
    checkpoint = checkpoint == null ? CheckpointStatus.EMPTY : checkpoint;
    restore = restore == null ? RestoreStatus.EMPTY : restore;
    pendingChanges = pendingChanges == null ? List.of() : List.copyOf(pendingChanges);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** Returns a change of this status that keeps what is not set. */
  public StreamingJobStatusChange change() {
    return new StreamingJobStatusChange(this);
  }
}
