package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The driver's attempts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriverStatus(
    @JsonPropertyDescription(
            "Number of the newest attempt, written before its pod is created; 0 before the first.")
        Long epoch,
    @Size(max = 253) @JsonPropertyDescription("Pod of the newest attempt, once it has been seen.")
        @Nullable String podName,
    @Size(max = 64)
        @JsonPropertyDescription("Digest of the settings that the newest attempt runs with.")
        @Nullable String revision,
    @Size(max = 64)
        @JsonPropertyDescription("When the newest attempt was first ready, if it was; RFC 3339.")
        @Nullable String startedTime,
    @JsonPropertyDescription("Attempts that replaced one that had ended.") Integer restarts,
    @JsonPropertyDescription("Attempts that ended in failure since the job was last healthy.")
        Integer consecutiveFailures,
    @JsonPropertyDescription("Those of them that count against restartPolicy.backoffLimit.")
        Integer countedFailures,
    @Size(max = 64) @JsonPropertyDescription("When the driver became ready, if it is; RFC 3339.")
        @Nullable String readySince,
    @Size(max = 64)
        @JsonPropertyDescription("When the next attempt may start, if it waits; RFC 3339.")
        @Nullable String nextStartTime,
    @JsonPropertyDescription("How the attempt before ended.")
        @Nullable Termination lastTermination) {
  /** Before the first attempt. */
  public static final DriverStatus EMPTY =
      new DriverStatus(0L, null, null, null, 0, 0, 0, null, null, null);

  /** Reads absent counters as zero. */
  public DriverStatus {
    epoch = epoch == null ? 0 : epoch;
    restarts = restarts == null ? 0 : restarts;
    consecutiveFailures = consecutiveFailures == null ? 0 : consecutiveFailures;
    countedFailures = countedFailures == null ? 0 : countedFailures;
  }

  /** Returns a change of this status that keeps what is not set. */
  public DriverStatusChange change() {
    return new DriverStatusChange(this);
  }
}
