package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The word count of the examples as a job in a namespace; deleted when closed. */
record WordCount(KubernetesClient client, String namespace, String name) implements AutoCloseable {
  private static final Path MANIFEST = Path.of("../examples/wordcount/streamingjob.yaml");
  private static final Duration SHELL = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * Creates the job.
   *
   * @param args arguments of the program: where its source is
   * @param suspend true creates it without pods
   */
  static WordCount create(
      KubernetesClient client,
      String namespace,
      String name,
      Images images,
      ObjectStore store,
      List<String> args,
      boolean suspend)
      throws IOException {
    GenericKubernetesResource job =
        Serialization.unmarshal(Files.readString(MANIFEST), GenericKubernetesResource.class);
    job.getMetadata().setName(name);
    Map<String, Object> spec = map(job.getAdditionalProperties(), "spec");
    spec.put("image", images.job());
    spec.put("suspend", suspend);
    spec.put("networkPolicy", "Managed"); // no difference where nothing enforces policies
    map(spec, "application").put("args", args);
    Map<String, Object> checkpoint = map(spec, "checkpoint");
    checkpoint.put("location", store.location(namespace + "/" + name));
    checkpoint.put("periodSeconds", 2);
    checkpoint.put(
        "s3",
        Map.of("endpoint", store.endpoint(), "region", store.region(), "pathStyleAccess", true));
    checkpoint.put("credentialsSecretRef", Map.of("name", ObjectStore.SECRET));
    client.resource(job).inNamespace(namespace).create();
    return new WordCount(client, namespace, name);
  }

  /** Waits until the status is as wanted, and returns it. */
  StreamingJobStatus await(String what, Predicate<StreamingJobStatus> wanted) {
    return Awaitility.await("job %s: %s".formatted(name, what))
        .atMost(PATIENCE)
        .until(this::status, wanted);
  }

  StreamingJobStatus status() {
    StreamingJob job = requireNonNull(resource().get(), "the job is gone");
    StreamingJobStatus status = job.getStatus();
    return status == null ? StreamingJobStatus.EMPTY : status;
  }

  static boolean is(StreamingJobStatus status, String condition) {
    return condition(status, condition).filter(each -> each.status().equals("True")).isPresent();
  }

  /** Returns whether a condition has a reason. */
  static boolean is(StreamingJobStatus status, String condition, String reason) {
    return condition(status, condition).filter(each -> each.reason().equals(reason)).isPresent();
  }

  static Optional<JobCondition> condition(StreamingJobStatus status, String type) {
    return status.conditions().stream().filter(each -> each.type().equals(type)).findFirst();
  }

  /** Asks for another place of the checkpoint, as an edit of the object. */
  void moveCheckpoint(String location) {
    change("checkpoint: {location: \"%s\"}".formatted(location));
  }

  /**
   * Changes the spec as a merge patch.
   *
   * @param fields of the spec, as YAML
   */
  void change(String fields) {
    Map<?, ?> patch = Serialization.unmarshal(fields, Map.class);
    resource()
        .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("spec", patch)));
  }

  /**
   * Lets a job begin that was created suspended, with little processor time asked for each pod:
   * during a hand-over there are two sets of them.
   *
   * @param fields more of the spec, as a line of YAML
   */
  void begin(String fields) {
    change(
        """
        suspend: false
        driver: {resources: &small {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 768Mi}}}
        receivers: {resources: *small}
        executors: {replicas: 1, resources: *small}
        %s
        """
            .formatted(fields));
  }

  /** Sets the number of receivers through the scale subresource, as {@code kubectl scale} does. */
  void scale(int receivers) {
    resource().scale(receivers);
  }

  /**
   * Ends a process of a role at once, without its shutdown hooks: from inside, the first process of
   * a container dies of no signal that it does not handle, and a JVM crashes of this one.
   */
  Pod crash(String role) {
    Pod pod = podOf(role);
    crash(pod);
    return pod;
  }

  /** Ends the process of a pod in this way. */
  void crash(Pod pod) {
    try (ExecWatch shell =
        client
            .pods()
            .resource(pod)
            .writingOutput(OutputStream.nullOutputStream())
            .exec("/bin/sh", "-c", "kill -SEGV 1")) {
      // The shell dies with the process, so how it ends does not matter.
      int unused =
          shell
              .exitCode()
              .completeOnTimeout(0, SHELL.toSeconds(), TimeUnit.SECONDS)
              .exceptionally(failure -> 0)
              .join();
    }
  }

  /** Takes a pod of a role away without a grace period. */
  Pod delete(String role) {
    Pod pod = podOf(role);
    client.pods().resource(pod).withGracePeriod(0).delete();
    return pod;
  }

  /** Evicts a pod of a role, as {@code kubectl drain} does. */
  Pod evict(String role) {
    Pod pod = podOf(role);
    assertThat(client.pods().resource(pod).evict()).as("evicted").isTrue();
    return pod;
  }

  /** Waits until a pod has been replaced: another of its role runs, and it does not. */
  void awaitReplacementOf(Pod lost) {
    String role = role(lost);
    Awaitility.await("pod %s is replaced".formatted(lost.getMetadata().getName()))
        .atMost(PATIENCE)
        .until(
            () ->
                pods().stream()
                    .filter(pod -> role.equals(role(pod)))
                    .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                    .anyMatch(pod -> isLater(pod, lost)));
  }

  private static boolean isLater(Pod pod, Pod lost) {
    return pod.getMetadata()
            .getCreationTimestamp()
            .compareTo(lost.getMetadata().getCreationTimestamp())
        > 0;
  }

  private static String role(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault("sluice.dev/role", "");
  }

  /** Returns the state of the newest checkpoint as lines {@code value<TAB>key}. */
  String exportedState(Images images, ObjectStore store) {
    String moved = status().checkpoint().location();
    return checkpoints(
        images, store, "export", moved == null ? store.location(namespace + "/" + name) : moved);
  }

  /** Returns the checkpoints at a location. */
  JsonNode checkpointsAt(Images images, ObjectStore store, String location) {
    return Serialization.unmarshal(
            checkpoints(images, store, "ls", location, "--json"), JsonNode.class)
        .path("checkpoints");
  }

  private String checkpoints(
      Images images, ObjectStore store, String verb, String location, String... options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/opt/sluice/bin/sluice", "checkpoint", verb, location));
    command.addAll(List.of("--endpoint=" + store.endpoint(), "--region=" + store.region()));
    command.add("--path-style");
    command.addAll(List.of(options));
    return new RestrictedPod(name + "-" + verb, images.job(), command, store.credentials())
        .run(client, namespace);
  }

  private Pod podOf(String role) {
    return pods().stream()
        .filter(pod -> role.equals(role(pod)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + role));
  }

  /** Returns what is there because of the job. */
  List<HasMetadata> objects() {
    return Stream.of(
            client.pods().inNamespace(namespace).list(),
            client.services().inNamespace(namespace).list(),
            client.configMaps().inNamespace(namespace).list(),
            client.secrets().inNamespace(namespace).list())
        .flatMap(list -> list.getItems().stream())
        .map(HasMetadata.class::cast)
        .filter(this::isOwned)
        .toList();
  }

  List<Pod> pods() {
    return objects().stream().filter(Pod.class::isInstance).map(Pod.class::cast).toList();
  }

  /** Deletes the job and waits until everything it owned is gone. */
  @Override
  public void close() {
    resource().delete();
    Awaitility.await("everything of job %s is gone".formatted(name))
        .atMost(PATIENCE)
        .until(() -> resource().get() == null && objects().isEmpty());
  }

  private boolean isOwned(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals("StreamingJob") && owner.getName().equals(name));
  }

  private Resource<StreamingJob> resource() {
    return client.resources(StreamingJob.class).inNamespace(namespace).withName(name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) requireNonNull(parent.get(key), key);
  }
}
