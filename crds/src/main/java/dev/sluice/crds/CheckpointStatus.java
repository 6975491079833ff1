package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
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
        @Nullable String location,
    @Size(max = CheckpointStatus.MOST_DISCARDED)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription(
            "What rejected revisions have left under revisions/ of spec.checkpoint.location and a"
                + " driver is still to delete.")
        List<String> discarded) {
  /** So many rejected revisions are remembered until a driver has deleted what they left. */
  public static final int MOST_DISCARDED = 10;

  /** Nothing reported yet. */
  public static final CheckpointStatus EMPTY = new CheckpointStatus(null, 0, null, List.of());

  /** Reads what is absent as zero or empty. */
  public CheckpointStatus {
    consecutiveFailures = consecutiveFailures == null ? 0 : consecutiveFailures;
    discarded = discarded == null ? List.of() : List.copyOf(discarded);
  }

  /** Returns a copy of a job whose log and state are there; null for spec.checkpoint.location. */
  public CheckpointStatus at(@Nullable String place) {
    return new CheckpointStatus(lastCompleted, consecutiveFailures, place, discarded);
  }

  /** Returns a copy that remembers other leavings of rejected revisions. */
  public CheckpointStatus discarding(List<String> names) {
    return new CheckpointStatus(lastCompleted, consecutiveFailures, location, names);
  }
}
