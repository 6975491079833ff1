package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The job's checkpoints as its driver reported them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointStatus(
    @JsonPropertyDescription("The newest completed checkpoint.")
        @Nullable CompletedCheckpoint lastCompleted,
    @JsonPropertyDescription("Checkpoints that failed since the newest completed one.")
        Integer consecutiveFailures,
    @Size(max = 1024)
        @JsonPropertyDescription(
            "Where log and state are since a change of mode BlueGreen, below"
                + " spec.checkpoint.location; absent if there.")
        @Nullable String location) {
  /** Nothing reported yet. */
  public static final CheckpointStatus EMPTY = new CheckpointStatus(null, 0, null);

  /** Reads an absent counter as zero. */
  public CheckpointStatus {
    consecutiveFailures = consecutiveFailures == null ? 0 : consecutiveFailures;
  }

  /** Returns a copy of a job whose log and state are there; null for spec.checkpoint.location. */
  public CheckpointStatus at(@Nullable String place) {
    return new CheckpointStatus(lastCompleted, consecutiveFailures, place);
  }
}
