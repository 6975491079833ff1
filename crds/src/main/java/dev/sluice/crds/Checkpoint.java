package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Where the job keeps its commit log and state. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Checkpoint(
    @Required
        @Size(min = 6, max = 1024)
        @Pattern("^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?$")
        @JsonPropertyDescription(
            "s3://bucket/prefix, used by this job alone; changes only together with restore.nonce."
                + " [D]")
        String location,
    @Default("10")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription("Seconds from one checkpoint to the next. [D]")
        Integer periodSeconds,
    @Default("10")
        @Min(1)
        @Max(1_000)
        @JsonPropertyDescription("How many completed checkpoints are kept. [D]")
        Integer retained,
    @Default("{}") @JsonPropertyDescription("The S3-compatible store.") S3 s3,
    @JsonPropertyDescription(
            "Secret with the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, handed to the pods by"
                + " reference only; absent for workload identity. [D]")
        @Nullable NamedReference credentialsSecretRef,
    @Default("3")
        @Min(1)
        @Max(1_000)
        @JsonPropertyDescription(
            "Failed checkpoints in a row after which CheckpointsHealthy is False. [N]")
        Integer failureThreshold,
    @Default("120")
        @Min(1)
        @Max(604_800)
        @JsonPropertyDescription(
            "Seconds without a completed checkpoint after which CheckpointsHealthy is False. [N]")
        Integer staleAfterSeconds) {

  /** Fills in the default of every absent field. */
  public Checkpoint {
    periodSeconds = periodSeconds == null ? 10 : periodSeconds;
    retained = retained == null ? 10 : retained;
    s3 = s3 == null ? S3.DEFAULT : s3;
    failureThreshold = failureThreshold == null ? 3 : failureThreshold;
    staleAfterSeconds = staleAfterSeconds == null ? 120 : staleAfterSeconds;
  }
}
