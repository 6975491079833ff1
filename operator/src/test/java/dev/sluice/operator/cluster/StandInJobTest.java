package dev.sluice.operator.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.CertificateStatus;
import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.Termination;
import dev.sluice.operator.kubelet.StandIn;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator with real processes whose program is a stand-in. */
class StandInJobTest {
  private static final String NAME = "words";

  @TempDir private Path root;
  private Path control;
  private MockCluster cluster;

  @BeforeEach
  void start() throws IOException {
    control = Files.createDirectories(root.resolve("control"));
    cluster = new MockCluster(root, StandIn.command(), 1);
    cluster.startOperator();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void runsADriverAndItsWorkersUntilTheJobIsDeleted() {
    StreamingJob job = apply();

    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));
    assertThat(cluster.pods(NAME))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "words-driver-1", "words-executor-0-1", "words-executor-1-2", "words-receiver-0-1");
    assertThat(cluster.kubelet().processes()).hasSize(4);
    soon()
        .untilAsserted(
            () -> assertThat(status().orElseThrow().restore().resolved()).isEqualTo("Empty"));
    assertThat(status().orElseThrow().executors().ready()).isEqualTo(2);
    assertThat(finalizers()).containsExactly("sluice.dev/driver");

    cluster.client().resource(job).delete();
    soon().untilAsserted(() -> assertThat(cluster.pods("words-driver")).isEmpty());

    soon()
        .untilAsserted(
            () -> {
              assertThat(cluster.job(NAME)).isEmpty();
              assertThat(cluster.owned(job)).isEmpty();
              assertThat(cluster.kubelet().processes()).isEmpty();
            });
  }

  @Test
  void renewsTheCertificateWithoutTouchingAPod() {
    apply();
    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));
    Instant now = Instant.now();
    Instant issued = now.minus(Duration.ofDays(61));
    var old =
        new CertificateStatus(0L, issued.toString(), now.plus(Duration.ofDays(29)).toString());
    List<String> before =
        cluster.pods("words-").stream().map(StandInJobTest::uid).sorted().toList();

    cluster
        .client()
        .resources(StreamingJob.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(NAME)
        .editStatus(
            job -> {
              job.setStatus(job.getStatus().change().certificate(old).done());
              return job;
            });

    soon()
        .untilAsserted(
            () ->
                assertThat(requireNonNull(status().orElseThrow().certificate()).generation())
                    .isEqualTo(1));
    var secrets = cluster.client().secrets().inNamespace(MockCluster.NAMESPACE).list().getItems();
    assertThat(secrets)
        .hasSize(2)
        .allSatisfy(
            secret ->
                assertThat(secret.getData())
                    .containsOnlyKeys("ca.crt", "tls.crt", "tls.key", "use-from"));
    soon().untilAsserted(() -> assertThat(events()).contains("CertificateRenewed"));
    assertThat(cluster.pods("words-"))
        .extracting(StandInJobTest::uid)
        .containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void putsANetworkPolicyBackThatSomebodyDeletes() {
    cluster.apply(Jobs.job(NAME, "networkPolicy: Managed"));
    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));
    var policy =
        cluster
            .client()
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(MockCluster.NAMESPACE)
            .withName("words-pods");
    String uid = policy.get().getMetadata().getUid();

    policy.delete();

    soon()
        .untilAsserted(
            () ->
                assertThat(policy.get())
                    .isNotNull()
                    .satisfies(
                        found -> assertThat(found.getMetadata().getUid()).isNotEqualTo(uid)));
  }

  @Test
  void replacesAKilledDriverByTheNextEpochThatMustRestore() throws IOException {
    Files.writeString(control.resolve("checkpoint"), "s3://bucket/words/checkpoints/7");
    apply();
    soon()
        .untilAsserted(
            () -> assertThat(status().orElseThrow().checkpoint().lastCompleted()).isNotNull());

    cluster.kubelet().process("words-driver-1").orElseThrow().destroyForcibly();

    soon()
        .untilAsserted(
            () -> {
              assertThat(status().orElseThrow().driver().podName()).isEqualTo("words-driver-2");
              assertThat(ready()).contains("True/Running");
            });
    StreamingJobStatus status = status().orElseThrow();
    assertThat(status.driver().lastTermination()).extracting(Termination::exitCode).isEqualTo(137);
    assertThat(environment("words-driver-2", "SLUICE_RESTORE_REQUIRED")).isEqualTo("true");
    assertThat(environment("words-driver-2", "SLUICE_EPOCH")).isEqualTo("2");
    assertThat(cluster.pods("words-executor"))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder("words-executor-0-1", "words-executor-1-2");
    soon().untilAsserted(() -> assertThat(cluster.pods("words-driver")).hasSize(1));
  }

  @Test
  void stallsRatherThanStartsEmptyWhenTheCheckpointIsGone() throws IOException {
    Path checkpoint = control.resolve("checkpoint");
    Files.writeString(checkpoint, "s3://bucket/words/checkpoints/7");
    apply();
    soon()
        .untilAsserted(
            () -> assertThat(status().orElseThrow().checkpoint().lastCompleted()).isNotNull());

    Files.delete(checkpoint);
    cluster.kubelet().process("words-driver-1").orElseThrow().destroyForcibly();

    soon()
        .untilAsserted(
            () -> {
              assertThat(condition("Stalled")).contains("True/NoRestorePoint");
              assertThat(condition("Ready")).contains("False/NoRestorePoint");
              assertThat(cluster.kubelet().processes()).isEmpty();
            });
  }

  @Test
  void failsTheJobAtOnceOnBadConfiguration() throws IOException {
    Files.writeString(control.resolve("exit"), "65");
    apply();

    soon().untilAsserted(() -> assertThat(condition("Failed")).contains("True/BadConfiguration"));
    assertThat(status().orElseThrow().driver().epoch()).isEqualTo(1);
    assertThat(message("Ready")).contains("told by the test.");
    soon().untilAsserted(() -> assertThat(cluster.kubelet().processes()).isEmpty());
  }

  @Test
  void completesWhenTheProgramEnds() throws Exception {
    apply();
    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));

    exit("words-driver-1", 0);

    soon().untilAsserted(() -> assertThat(condition("Complete")).contains("True/Complete"));
    soon().untilAsserted(() -> assertThat(finalizers()).isEmpty());
    soon().untilAsserted(() -> assertThat(cluster.kubelet().processes()).isEmpty());
  }

  @Test
  void suspendsAndResumesWithTheNextEpoch() throws IOException {
    Files.writeString(control.resolve("checkpoint"), "s3://bucket/words/checkpoints/7");
    apply();
    soon()
        .untilAsserted(
            () -> assertThat(status().orElseThrow().checkpoint().lastCompleted()).isNotNull());

    suspend(true);
    soon()
        .untilAsserted(
            () -> {
              assertThat(condition("Suspended")).contains("True/Suspended");
              assertThat(cluster.kubelet().processes()).isEmpty();
              assertThat(finalizers()).isEmpty();
            });
    suspend(false);

    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));
    assertThat(status().orElseThrow().driver().podName()).isEqualTo("words-driver-2");
    assertThat(environment("words-driver-2", "SLUICE_RESTORE_REQUIRED")).isEqualTo("true");
  }

  @Test
  void jobThatCannotBeRunLeavesOthersAlone() {
    cluster.apply(
        Jobs.job("broken", "podTemplate: {spec: {containers: [{name: sluice, imag: 7}]}}"));
    apply();

    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));
    assertThat(cluster.job("broken").orElseThrow().getStatus().conditions().toString())
        .contains("spec.podTemplate.spec.containers[0].imag: a pod has no such field");
    assertThat(cluster.pods("broken")).isEmpty();
  }

  @Test
  void replacesADeadWorkerByANewAttempt() {
    apply();
    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));

    cluster.kubelet().process("words-executor-0-1").orElseThrow().destroyForcibly();

    soon()
        .untilAsserted(
            () -> {
              assertThat(cluster.kubelet().process("words-executor-0-3")).isPresent();
              assertThat(ready()).contains("True/Running");
            });
    assertThat(status().orElseThrow().driver().epoch()).isEqualTo(1);
  }

  @Test
  void goesOnWhereACrashedOperatorStopped() throws IOException {
    Files.writeString(control.resolve("checkpoint"), "s3://bucket/words/checkpoints/7");
    apply();
    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));

    cluster.stopOperator();
    cluster.kubelet().process("words-driver-1").orElseThrow().destroyForcibly();
    cluster.kubelet().process("words-receiver-0-1").orElseThrow().destroyForcibly();
    cluster.startOperator();

    soon()
        .untilAsserted(
            () -> {
              assertThat(status().orElseThrow().driver().podName()).isEqualTo("words-driver-2");
              assertThat(cluster.kubelet().process("words-receiver-0-2")).isPresent();
              assertThat(ready()).contains("True/Running");
            });
  }

  @Test
  void saysWhichSecretIsMissingAndGoesOnWhenItIsThere() {
    StreamingJob job = Jobs.job(NAME, "configuration: {test.control: \"" + control + "\"}");
    cluster.apply(withCredentials(job));

    soon()
        .untilAsserted(
            () -> {
              assertThat(ready()).contains("False/DriverConfigError");
              assertThat(message("Ready")).contains("secret \"keys\" not found");
            });
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("keys")
                .withNamespace(MockCluster.NAMESPACE)
                .endMetadata()
                .addToData("AWS_ACCESS_KEY_ID", "a2V5")
                .addToData("AWS_SECRET_ACCESS_KEY", "c2VjcmV0")
                .build())
        .create();

    soon().untilAsserted(() -> assertThat(ready()).contains("True/Running"));
  }

  private void suspend(boolean suspended) {
    cluster
        .client()
        .resources(StreamingJob.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(NAME)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":" + suspended + "}}");
  }

  private static StreamingJob withCredentials(StreamingJob job) {
    String yaml = Serialization.asYaml(job);
    return Serialization.unmarshal(
        yaml.replace("location:", "credentialsSecretRef: {name: keys}\n    location:"),
        StreamingJob.class);
  }

  private StreamingJob apply() {
    return cluster.apply(Jobs.job(NAME, "configuration: {test.control: \"" + control + "\"}"));
  }

  private List<String> finalizers() {
    return cluster.job(NAME).orElseThrow().getMetadata().getFinalizers();
  }

  private Optional<StreamingJobStatus> status() {
    return cluster.job(NAME).map(StreamingJob::getStatus);
  }

  private Optional<String> ready() {
    return condition("Ready");
  }

  private Optional<String> condition(String type) {
    return find(type).map(found -> found.status() + "/" + found.reason());
  }

  private String message(String type) {
    return find(type).map(JobCondition::message).orElse("");
  }

  private Optional<JobCondition> find(String type) {
    return status().stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  private String environment(String podName, String variable) {
    Pod pod = cluster.pods(podName).get(0);
    return pod.getSpec().getContainers().get(0).getEnv().stream()
        .filter(found -> found.getName().equals(variable))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private void exit(String podName, int code) throws Exception {
    String address = cluster.pods(podName).get(0).getStatus().getPodIP();
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + ":4040/exit/" + code)).build(),
            HttpResponse.BodyHandlers.discarding());
  }

  private List<String> events() {
    return cluster
        .client()
        .events()
        .v1()
        .events()
        .inNamespace(MockCluster.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .map(Event::getReason)
        .toList();
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  private static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(NoSuchElementException.class);
  }
}
