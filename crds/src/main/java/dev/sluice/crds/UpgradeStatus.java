package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How far a change of revision has come. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpgradeStatus(
    @Size(max = 64) @JsonPropertyDescription("The step that is under way.") @Nullable String step,
    @Size(max = 1024) @JsonPropertyDescription("One line about it.") @Nullable String message,
    @Size(max = 64) @JsonPropertyDescription("When the change began; RFC 3339.")
        @Nullable String startTime,
    @JsonPropertyDescription("Newest batch when the new revision was first seen running.")
        @Nullable Long firstBatch,
    @JsonPropertyDescription("Newest checkpoint when the new revision was first seen running.")
        @Nullable Long firstCheckpoint,
    @Size(max = 253)
        @JsonPropertyDescription(
            "The revision that was rolled back; it is not tried again until the spec changes.")
        @Nullable String rejected,
    @Size(max = 1024) @JsonPropertyDescription("Why it was rolled back.")
        @Nullable String rejection,
    @Size(max = 253)
        @JsonPropertyDescription("The StreamingJobSnapshot that was taken for the change.")
        @Nullable String snapshot,
    @JsonPropertyDescription("Set when the new revision starts without state; one a change.")
        @Nullable Long startNonce) {

  /** Returns a change that begins. */
  public static UpgradeStatus starting(String time) {
    return new UpgradeStatus("Starting", null, time, null, null, null, null, null, null);
  }

  /** Returns a copy at another step. */
  public UpgradeStatus at(String nextStep, String line) {
    return new UpgradeStatus(
        nextStep,
        line,
        startTime,
        firstBatch,
        firstCheckpoint,
        rejected,
        rejection,
        snapshot,
        startNonce);
  }

  /** Returns a copy that has seen the new revision running. */
  public UpgradeStatus counting(long batch, long checkpoint) {
    return new UpgradeStatus(
        step, message, startTime, batch, checkpoint, rejected, rejection, snapshot, startNonce);
  }

  /** Returns the way back from a revision. */
  public static UpgradeStatus rollingBack(String time, String revision, String reason) {
    return new UpgradeStatus("RollingBack", reason, time, null, null, revision, reason, null, null);
  }

  /** Returns a copy that names the snapshot taken for the change. */
  public UpgradeStatus after(@Nullable String name) {
    return new UpgradeStatus(
        step,
        message,
        startTime,
        firstBatch,
        firstCheckpoint,
        rejected,
        rejection,
        name,
        startNonce);
  }

  /** Returns a copy whose new revision starts without state, if there is a nonce. */
  public UpgradeStatus startingEmpty(@Nullable Long nonce) {
    return new UpgradeStatus(
        step,
        message,
        startTime,
        firstBatch,
        firstCheckpoint,
        rejected,
        rejection,
        snapshot,
        nonce);
  }
}
