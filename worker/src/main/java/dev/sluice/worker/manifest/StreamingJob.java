package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job as its manifest describes it, checked and with defaults. Immutable but for its document,
 * which is to be copied before a change.
 *
 * @param name the job's name, at most 40 characters
 * @param annotations its annotations; {@code local.sluice.dev/*} are for {@code sluice run}
 * @param application the program
 * @param configuration settings of the engine and of the program
 * @param batchIntervalMillis the batch interval in milliseconds
 * @param checkpoint where state and log are kept
 * @param restoreFrom {@code Latest}, {@code Empty}, {@code Path} or {@code Snapshot}
 * @param receiverReplicas number of receiver processes
 * @param executorReplicas number of executor processes
 * @param document the whole manifest as JSON, with defaults
 */
public record StreamingJob(
    String name,
    Map<String, String> annotations,
    Application application,
    Map<String, String> configuration,
    long batchIntervalMillis,
    CheckpointSection checkpoint,
    String restoreFrom,
    int receiverReplicas,
    int executorReplicas,
    ObjectNode document) {
  /** Copies the maps. */
  public StreamingJob {
    annotations = Map.copyOf(annotations);
    configuration = Map.copyOf(configuration);
  }

  /**
   * Reads a job from a checked document.
   *
   * @param document the manifest, which fits the schema and has its defaults
   * @return the job
   */
  static StreamingJob of(ObjectNode document) {
    var metadata = document.path("metadata");
    var spec = document.path("spec");
    return new StreamingJob(
        metadata.path("name").asText(),
        texts(metadata.path("annotations")),
        Application.of(spec.path("application")),
        texts(spec.path("configuration")),
        spec.path("batchIntervalMillis").asLong(),
        CheckpointSection.of(spec.path("checkpoint")),
        spec.path("restore").path("from").asText("Latest"),
        spec.path("receivers").path("replicas").asInt(),
        spec.path("executors").path("replicas").asInt(),
        document);
  }

  /** {@return the same job with other settings} */
  public StreamingJob withConfiguration(Map<String, String> settings) {
    return new StreamingJob(
        name,
        annotations,
        application,
        settings,
        batchIntervalMillis,
        checkpoint,
        restoreFrom,
        receiverReplicas,
        executorReplicas,
        document);
  }

  /** {@return how many executors autoscaling may give it, or how many it has without} */
  public int mostExecutors() {
    var autoscaling = document.path("spec").path("autoscaling");
    var most =
        autoscaling.path("mode").asText().equals("Enabled")
            ? autoscaling.path("executors").path("maxReplicas").asInt()
            : 0;
    return Math.max(executorReplicas, most);
  }

  /** {@return whether state of operations that the program no longer has is dropped} */
  public boolean allowsNonRestoredState() {
    return document.path("spec").path("restore").path("allowNonRestoredState").asBoolean();
  }

  /**
   * Reads an annotation.
   *
   * @param key the annotation's whole key
   * @return its value, or empty when it has none
   */
  public Optional<String> annotation(String key) {
    return Optional.ofNullable(annotations.get(key));
  }

  private static Map<String, String> texts(JsonNode object) {
    var result = new TreeMap<String, String>();
    object.properties().forEach(field -> result.put(field.getKey(), field.getValue().asText()));
    return result;
  }
}
