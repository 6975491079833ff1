package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has become of a snapshot. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamingJobSnapshotStatus(
    @JsonPropertyDescription("The metadata.generation that this status answers.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("How far it has come.") @Nullable SnapshotPhase phase,
    @Size(max = 1024)
        @JsonPropertyDescription("Where it is, as spec.restore.path of a StreamingJob takes it.")
        @Nullable String location,
    @JsonPropertyDescription("Number of the checkpoint that it is a copy of.")
        @Nullable Long checkpointId,
    @JsonPropertyDescription("Last batch whose effect it holds.") @Nullable Long batchIndex,
    @JsonPropertyDescription("Size of the state in it.") @Nullable Long sizeBytes,
    @Size(max = 253) @JsonPropertyDescription("The driver's pod that was asked last.")
        @Nullable String podName,
    @JsonPropertyDescription("How often a driver was asked.") Integer attempts,
    @JsonPropertyDescription("How often a driver could not write it.") Integer failures,
    @Size(max = 64) @JsonPropertyDescription("When a driver may be asked again; RFC 3339.")
        @Nullable String nextAttemptTime,
    @Size(max = 64) @JsonPropertyDescription("When a driver was asked first; RFC 3339.")
        @Nullable String startTime,
    @Size(max = 64) @JsonPropertyDescription("When it was completed or failed; RFC 3339.")
        @Nullable String completionTime,
    @Size(max = 8) @JsonPropertyDescription("Conditions by type: Complete, Failed.")
        List<JobCondition> conditions) {
  /** A snapshot that nothing has been done for. */
  public static final StreamingJobSnapshotStatus EMPTY =
      new StreamingJobSnapshotStatus(
          null, null, null, null, null, null, null, 0, 0, null, null, null, List.of());

  /** Reads absent counters as zero. */
  public StreamingJobSnapshotStatus {
    attempts = attempts == null ? 0 : attempts;
    failures = failures == null ? 0 : failures;
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** Returns whether it has come to its end. */
  public boolean hasEnded() {
    return phase == SnapshotPhase.Completed || phase == SnapshotPhase.Failed;
  }
}
