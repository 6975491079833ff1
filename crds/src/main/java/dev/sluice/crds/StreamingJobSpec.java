package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** What the user asks for. Each description ends in the update class of the field. */
public record StreamingJobSpec(
    @Required
        @Size(min = 1, max = 512)
        @JsonPropertyDescription(
            "Container image with the Sluice runtime and the job's jar, run by every pod. [D]")
        String image,
    @Default("IfNotPresent")
        @JsonPropertyDescription("When the image is pulled: Always, IfNotPresent or Never. [D]")
        ImagePullPolicy imagePullPolicy,
    @Size(max = 16)
        @JsonPropertyDescription("Secrets of this namespace used to pull the image. [D]")
        List<NamedReference> imagePullSecrets,
    @Required @JsonPropertyDescription("The program. [D]") Application application,
    @Size(max = 256) @JsonPropertyDescription("Settings of the engine and the program, by key. [D]")
        Map<String, String> configuration,
    @Default("1000")
        @Min(1)
        @Max(3_600_000)
        @JsonPropertyDescription("Batch interval in milliseconds. [D]")
        Integer batchIntervalMillis,
    @Default("false")
        @JsonPropertyDescription(
            "True drains the job, takes a final checkpoint and deletes its pods; false resumes it."
                + " [I]")
        Boolean suspend,
    @Default("0")
        @Min(0)
        @Max(9007199254740991.0)
        @JsonPropertyDescription("Change it to restart the driver from its checkpoint. [D]")
        Long restartNonce,
    @Required @JsonPropertyDescription("Where and how often state is checkpointed.")
        Checkpoint checkpoint,
    @Default("{}") @JsonPropertyDescription("What a starting driver begins from.") Restore restore,
    @Default("{}") @JsonPropertyDescription("The driver pod.") Driver driver,
    @Default("{}") @JsonPropertyDescription("The pods that take data in.") Receivers receivers,
    @Default("{}") @JsonPropertyDescription("The pods that run tasks and hold keyed state.")
        Executors executors,
    @Default("{}") @JsonPropertyDescription("What happens when the driver ends.")
        RestartPolicy restartPolicy,
    @Default("{}") @JsonPropertyDescription("What happens when this object is deleted.")
        DeletionPolicy deletionPolicy) {

  /** Fills in the default of every absent field. */
  public StreamingJobSpec {
    imagePullPolicy = imagePullPolicy == null ? ImagePullPolicy.IfNotPresent : imagePullPolicy;
    imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
    configuration = configuration == null ? Map.of() : Ordered.copyOf(configuration);
    batchIntervalMillis = batchIntervalMillis == null ? 1000 : batchIntervalMillis;
    suspend = suspend != null && suspend;
    restartNonce = restartNonce == null ? 0 : restartNonce;
    restore = restore == null ? Restore.DEFAULT : restore;
    driver = driver == null ? Driver.DEFAULT : driver;
    receivers = receivers == null ? Receivers.DEFAULT : receivers;
    executors = executors == null ? Executors.DEFAULT : executors;
    restartPolicy = restartPolicy == null ? RestartPolicy.DEFAULT : restartPolicy;
    deletionPolicy = deletionPolicy == null ? DeletionPolicy.DEFAULT : deletionPolicy;
  }
}
