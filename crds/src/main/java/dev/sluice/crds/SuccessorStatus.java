package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A driver that is started beside the one that runs, to take over from it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuccessorStatus(
    @JsonPropertyDescription("Its number, written before its pod is created.") Long epoch,
    @Size(max = 253) @JsonPropertyDescription("Its pod, once it has been seen.")
        @Nullable String podName,
    @Size(max = 64) @JsonPropertyDescription("Digest of the settings that it runs with.")
        String revision,
    @Size(max = 64)
        @JsonPropertyDescription("Since when it stands by or, with beside, is ready; RFC 3339.")
        @Nullable String standbySince,
    @JsonPropertyDescription("Attempts in a row that ended before they took over.")
        Integer failures,
    @Size(max = 64) @JsonPropertyDescription("When the next attempt may start; RFC 3339.")
        @Nullable String nextStartTime,
    @Size(max = 1024) @JsonPropertyDescription("How the last attempt that failed ended.")
        @Nullable String message,
    @JsonPropertyDescription("Set if it does not stand by but works (upgrade.mode: BlueGreen).")
        @Nullable BesideStatus beside) {

  /** Reads an absent counter as zero. */
  public SuccessorStatus {
    failures = failures == null ? 0 : failures;
  }

  /** Returns a new attempt. */
  public static SuccessorStatus starting(long epoch, String revision, int failures) {
    return new SuccessorStatus(epoch, null, revision, null, failures, null, null, null);
  }

  /** Returns a copy whose pod was seen. */
  public SuccessorStatus seen(String pod, @Nullable String since) {
    return new SuccessorStatus(epoch, pod, revision, since, failures, null, message, beside);
  }

  /** Returns a copy that has ended and waits for its next attempt. */
  public SuccessorStatus ended(boolean counts, String line, String next) {
    return new SuccessorStatus(
        epoch, podName, revision, null, counts ? failures + 1 : failures, next, line, beside);
  }

  /** Returns a copy that works beside the present driver. */
  public SuccessorStatus working(BesideStatus where) {
    return new SuccessorStatus(
        epoch, podName, revision, standbySince, failures, nextStartTime, message, where);
  }
}
