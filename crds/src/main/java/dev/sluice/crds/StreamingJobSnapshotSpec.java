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

/** Which job a snapshot is taken of, and what becomes of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamingJobSnapshotSpec(
    @Required
        @Size(min = 1, max = 40)
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("StreamingJob of this namespace; it can't be changed.")
        String jobName,
    @Default("600")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription(
            "Seconds after which a snapshot that is not completed fails; they begin with the"
                + " object.")
        Integer deadlineSeconds,
    @Default("3")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription("How often it is tried again when the driver could not write it.")
        Integer backoffLimit,
    @Default("Retain")
        @JsonPropertyDescription(
            "What happens to the data when this object is deleted: Retain leaves it in the store,"
                + " Delete has the job's driver delete it.")
        SnapshotDeletionPolicy deletionPolicy,
    @Min(0)
        @Max(2_147_483_647)
        @JsonPropertyDescription(
            "Seconds after its end when the operator deletes this object; absent keeps it.")
        @Nullable Integer ttlSecondsAfterFinished) {

  private static final int DEADLINE_SECONDS = 600;
  private static final int BACKOFF_LIMIT = 3;

  /** Fills in the default of every absent field. */
  public StreamingJobSnapshotSpec {
    deadlineSeconds = deadlineSeconds == null ? DEADLINE_SECONDS : deadlineSeconds;
    backoffLimit = backoffLimit == null ? BACKOFF_LIMIT : backoffLimit;
    deletionPolicy = deletionPolicy == null ? SnapshotDeletionPolicy.Retain : deletionPolicy;
  }

  /** Returns a snapshot of a job with defaults. */
  public static StreamingJobSnapshotSpec of(String jobName) {
    return new StreamingJobSnapshotSpec(
        jobName, DEADLINE_SECONDS, BACKOFF_LIMIT, SnapshotDeletionPolicy.Retain, null);
  }
}
