package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The job's checkpoints as its driver reported them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointStatus(
    @JsonPropertyDescription("The newest completed checkpoint.")
        @Nullable CompletedCheckpoint lastCompleted,
    @JsonPropertyDescription("Checkpoints that failed since the newest completed one.")
        Integer consecutiveFailures) {
  /** Nothing reported yet. */
  public static final CheckpointStatus EMPTY = new CheckpointStatus(null, 0);

  /** Reads an absent counter as zero. */
  public CheckpointStatus {
    consecutiveFailures = consecutiveFailures == null ? 0 : consecutiveFailures;
  }
}
