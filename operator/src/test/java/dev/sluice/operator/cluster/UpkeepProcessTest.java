package dev.sluice.operator.cluster;

import static dev.sluice.operator.cluster.StandInJob.NAME;
import static dev.sluice.operator.cluster.StandInJob.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.CertificateStatus;
import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.network.HttpTokens;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator keeps in order around a job that runs, with real processes. */
class UpkeepProcessTest {
  @RegisterExtension private final StandInJob job = new StandInJob();

  @Test
  void renewsTheCertificateWithoutTouchingAPod() {
    job.apply();
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
    Instant now = Instant.now();
    Instant issued = now.minus(Duration.ofDays(61));
    var old =
        new CertificateStatus(
            0L,
            issued.toString(),
            now.plus(Duration.ofDays(29)).toString(),
            issued.toString(),
            null);
    List<String> before = podUids();

    record(old);

    soon()
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              haveTheJobLookedAt();
              assertThat(requireNonNull(job.status().orElseThrow().certificate()).generation())
                  .isEqualTo(1);
            });
    var secrets =
        job.cluster().client().secrets().inNamespace(MockCluster.NAMESPACE).list().getItems();
    assertThat(secrets)
        .hasSize(2)
        .allSatisfy(
            secret ->
                assertThat(secret.getData())
                    .containsOnlyKeys("ca.crt", "tls.crt", "tls.key", "use-from", "http-token"));
    soon().untilAsserted(() -> assertThat(job.cluster().events()).contains("CertificateRenewed"));
    assertThat(podUids()).isEqualTo(before);
  }

  @Test
  void givesAJobThatRunsATokenWithoutTouchingAPod() {
    job.cluster().httpKeys(HttpTokens.of(""));
    StreamingJob applied = job.apply();
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
    assertThat(job.cluster().httpToken(NAME)).isEmpty();
    List<String> before = podUids();
    Instant issued = Instant.now().minus(Duration.ofDays(1));
    record(
        new CertificateStatus(
            1L,
            issued.toString(),
            issued.plus(Duration.ofDays(90)).toString(),
            issued.toString(),
            null));

    HttpTokens keys = HttpTokens.of("k".repeat(32));
    job.cluster().httpKeys(keys);

    soon()
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              haveTheJobLookedAt();
              assertThat(job.cluster().httpToken(NAME))
                  .isEqualTo(keys.token(applied.getMetadata().getUid()));
              assertThat(requireNonNull(job.status().orElseThrow().certificate()).httpKey())
                  .isEqualTo(keys.key().orElseThrow());
            });
    assertThat(podUids()).isEqualTo(before);
  }

  @Test
  void putsANetworkPolicyBackThatSomebodyDeletes() {
    job.cluster().apply(Jobs.job(NAME, "networkPolicy: Managed"));
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
    var policy =
        job.cluster()
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
  void jobThatCannotBeRunLeavesOthersAlone() {
    job.cluster()
        .apply(Jobs.job("broken", "podTemplate: {spec: {containers: [{name: sluice, imag: 7}]}}"));
    job.apply();

    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
    assertThat(job.cluster().job("broken").orElseThrow().getStatus().conditions().toString())
        .contains("spec.podTemplate.spec.containers[0].imag: a pod has no such field");
    assertThat(job.cluster().pods("broken")).isEmpty();
  }

  @Test
  void replacesADeadWorkerByANewAttempt() {
    job.apply();
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));

    job.cluster().kubelet().process("words-executor-0-1").orElseThrow().destroyForcibly();

    soon()
        .untilAsserted(
            () -> {
              assertThat(job.cluster().kubelet().process("words-executor-0-3")).isPresent();
              assertThat(job.ready()).contains("True/Running");
            });
    assertThat(job.status().orElseThrow().driver().epoch()).isEqualTo(1);
  }

  @Test
  void goesOnWhereACrashedOperatorStopped() throws IOException {
    Files.writeString(job.control().resolve("checkpoint"), "s3://bucket/words/checkpoints/7");
    job.apply();
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));

    job.cluster().stopOperator();
    job.cluster().kubelet().process("words-driver-1").orElseThrow().destroyForcibly();
    job.cluster().kubelet().process("words-receiver-0-1").orElseThrow().destroyForcibly();
    job.cluster().startOperator();

    soon()
        .untilAsserted(
            () -> {
              assertThat(job.status().orElseThrow().driver().podName()).isEqualTo("words-driver-2");
              assertThat(job.cluster().kubelet().process("words-receiver-0-2")).isPresent();
              assertThat(job.ready()).contains("True/Running");
            });
  }

  @Test
  void saysWhichSecretIsMissingAndGoesOnWhenItIsThere() {
    StreamingJob applied =
        Jobs.job(NAME, "configuration: {test.control: \"" + job.control() + "\"}");
    job.cluster().apply(withCredentials(applied));

    soon()
        .untilAsserted(
            () -> {
              assertThat(job.ready()).contains("False/DriverConfigError");
              assertThat(job.message("Ready")).contains("secret \"keys\" not found");
            });
    job.cluster()
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

    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
  }

  /** Instead of the next time that something else happens to it. */
  private void haveTheJobLookedAt() {
    job.cluster()
        .client()
        .pods()
        .inNamespace(MockCluster.NAMESPACE)
        .withName("words-driver-1")
        .edit(
            pod ->
                pod.edit()
                    .editMetadata()
                    .addToAnnotations("example.com/seen", Instant.now().toString())
                    .endMetadata()
                    .build());
  }

  private static StreamingJob withCredentials(StreamingJob job) {
    String yaml = Serialization.asYaml(job);
    return Serialization.unmarshal(
        yaml.replace("location:", "credentialsSecretRef: {name: keys}\n    location:"),
        StreamingJob.class);
  }

  /** Makes the status say that the job has another certificate. */
  private void record(CertificateStatus certificate) {
    job.cluster()
        .client()
        .resources(StreamingJob.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(NAME)
        .editStatus(
            job -> {
              job.setStatus(job.getStatus().change().certificate(certificate).done());
              return job;
            });
  }

  private List<String> podUids() {
    return job.cluster().pods("words-").stream()
        .map(pod -> pod.getMetadata().getUid())
        .sorted()
        .toList();
  }
}
