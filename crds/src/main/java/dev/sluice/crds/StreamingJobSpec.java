package dev.sluice.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** What the user asks for. Each description ends in the update class of the field. */
@ValidationRule(
    value =
        "!has(self.configurationFrom) || self.configurationFrom.all(source,"
            + " has(source.configMapRef) != has(source.secretRef))",
    message = "each source has either configMapRef or secretRef",
    fieldPath = ".configurationFrom")
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
    @Size(max = 16)
        @JsonPropertyDescription(
            "ConfigMaps and Secrets of this namespace whose entries are settings, handed to the pods"
                + " by reference; configuration wins over them, a later one over an earlier. [D]")
        List<ConfigurationSource> configurationFrom,
    @Default("Ignore")
        @JsonPropertyDescription(
            "What a change of a ConfigMap or Secret in configurationFrom leads to: Ignore or Restart."
                + " [N]")
        ConfigChangePolicy configChangePolicy,
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
    @Default("{}") @JsonPropertyDescription("What is added to every pod. [D]")
        PodTemplate podTemplate,
    @Default("{}") @JsonPropertyDescription("The driver pod.") Driver driver,
    @Default("{}") @JsonPropertyDescription("The pods that take data in.") Receivers receivers,
    @Default("{}") @JsonPropertyDescription("The pods that run tasks and hold keyed state.")
        Executors executors,
    @Default("{}") @JsonPropertyDescription("How the number of pods follows the load.")
        Autoscaling autoscaling,
    @Default("{}") @JsonPropertyDescription("How a new revision takes over.") Upgrade upgrade,
    @Default("{}") @JsonPropertyDescription("What happens when the driver ends.")
        RestartPolicy restartPolicy,
    @Default("{}") @JsonPropertyDescription("What happens when this object is deleted.")
        DeletionPolicy deletionPolicy,
    @Default("{}") @JsonPropertyDescription("How the driver's web pages are reached. [I]")
        WebPages ui,
    @Default("Unmanaged")
        @JsonPropertyDescription(
            "Managed: the operator restricts who reaches the pods; Unmanaged: it does not. [I]")
        NetworkPolicyMode networkPolicy,
    @Default("10") @Min(1) @Max(100) @JsonPropertyDescription("How many revisions are kept. [N]")
        Integer revisionHistoryLimit) {

  /** Fills in the default of every absent field. */
  public StreamingJobSpec {
    imagePullPolicy = imagePullPolicy == null ? ImagePullPolicy.IfNotPresent : imagePullPolicy;
    imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
    configuration = configuration == null ? Map.of() : Ordered.copyOf(configuration);
    configurationFrom = configurationFrom == null ? List.of() : List.copyOf(configurationFrom);
    configChangePolicy =
        configChangePolicy == null ? ConfigChangePolicy.Ignore : configChangePolicy;
    batchIntervalMillis = batchIntervalMillis == null ? 1000 : batchIntervalMillis;
    suspend = suspend != null && suspend;
    restartNonce = restartNonce == null ? 0 : restartNonce;
    restore = restore == null ? Restore.DEFAULT : restore;
    podTemplate = podTemplate == null ? PodTemplate.EMPTY : podTemplate;
    driver = driver == null ? Driver.DEFAULT : driver;
    receivers = receivers == null ? Receivers.DEFAULT : receivers;
    executors = executors == null ? Executors.DEFAULT : executors;
    autoscaling = autoscaling == null ? Autoscaling.DEFAULT : autoscaling;
    upgrade = upgrade == null ? Upgrade.DEFAULT : upgrade;
    restartPolicy = restartPolicy == null ? RestartPolicy.DEFAULT : restartPolicy;
    deletionPolicy = deletionPolicy == null ? DeletionPolicy.DEFAULT : deletionPolicy;
    ui = ui == null ? WebPages.DEFAULT : ui;
    networkPolicy = networkPolicy == null ? NetworkPolicyMode.Unmanaged : networkPolicy;
    revisionHistoryLimit = revisionHistoryLimit == null ? 10 : revisionHistoryLimit;
  }
}
