package dev.sluice.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.CertificateStatus;
import dev.sluice.crds.StreamingJobStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Certificates that last two minutes only, in the cluster that KUBECONFIG names. */
class CertificatesIT extends ClusterFixture {
  @Override
  TestCluster open() throws IOException {
    return TestCluster.named();
  }

  @Override
  Map<String, Object> chartValues() {
    return Map.of("certificates.lifetimeMinutes", 2);
  }

  @Test
  void podsThatNeverStoppedMeetNewOnesWithTheNextCertificate() throws IOException {
    try (WordCount job = wordCount("renews", List.of(feeder("renews-feeder", 60)), true)) {
      job.begin("");
      CertificateStatus first = certificate(job.await("runs", CertificatesIT::isReady));

      job.await("has the next certificate", status -> isRenewed(status, first));
      Awaitility.await("the first certificate has expired")
          .atMost(Duration.ofMinutes(3))
          .until(() -> Instant.now().isAfter(Instant.parse(first.expiryTime())));
      Pod executor = job.crash("executor");
      job.awaitReplacementOf(executor);
      Pod receiver = job.crash("receiver");
      job.awaitReplacementOf(receiver);

      long before = batch(job.status());
      StreamingJobStatus after =
          job.await(
              "goes on with pods that know the next certificate only",
              status -> isReady(status) && isWhole(status) && batch(status) > before);
      assertThat(after.driver().epoch()).as("the driver never stopped").isEqualTo(1);
      assertThat(after.driver().restarts()).isZero();
      assertThat(WordCount.condition(after, "CertificateCurrent"))
          .hasValueSatisfying(condition -> assertThat(condition.status()).isEqualTo("True"));
    }
  }

  @Test
  void tokenOfANewKeyReachesPodsThatNeverStop() throws IOException {
    try (WordCount job = wordCount("other-key", List.of(feeder("other-key-feeder", 20)), true)) {
      job.begin("");
      String before =
          requireNonNull(certificate(job.await("runs", CertificatesIT::isReady)).httpKey());
      List<String> pods = uids(job);
      var driver = new DriverApi(cluster().client(), namespace());
      String old = driver.token("other-key").orElseThrow();

      cluster()
          .client()
          .secrets()
          .inNamespace(namespace())
          .withName(chart().key())
          .edit(CertificatesIT::withNewKey);

      Awaitility.await("has a token of the new key")
          .atMost(Duration.ofMinutes(6)) // a kubelet's time and two renewals
          .until(() -> !before.equals(certificate(job.status()).httpKey()));
      String fresh = driver.token("other-key").orElseThrow();
      Awaitility.await("the driver asks for the new token")
          .atMost(Duration.ofMinutes(3))
          .until(() -> driver.status("other-key-driver-1", fresh).code() == 200);
      assertThat(driver.status("other-key-driver-1", old).code()).isEqualTo(401);
      assertThat(uids(job)).as("no pod was replaced").isEqualTo(pods);
    }
  }

  /** Puts a new key before the one that is there. */
  private static Secret withNewKey(Secret secret) {
    byte[] old = Base64.getDecoder().decode(secret.getData().get("key"));
    String keys = "another key of the tests, of 48 letters and more\n" + new String(old, UTF_8);
    return new SecretBuilder(secret)
        .addToData("key", Base64.getEncoder().encodeToString(keys.getBytes(UTF_8)))
        .build();
  }

  private static List<String> uids(WordCount job) {
    return job.pods().stream().map(pod -> pod.getMetadata().getUid()).sorted().toList();
  }

  private static boolean isReady(StreamingJobStatus status) {
    return WordCount.is(status, "Ready");
  }

  private static boolean isWhole(StreamingJobStatus status) {
    return status.executors().ready() == 1 && status.receivers().ready() == 1;
  }

  private static boolean isRenewed(StreamingJobStatus status, CertificateStatus first) {
    return certificate(status).generation() > first.generation();
  }

  private static CertificateStatus certificate(StreamingJobStatus status) {
    return requireNonNull(status.certificate());
  }

  private static long batch(StreamingJobStatus status) {
    return status.progress() == null ? 0 : status.progress().batchIndex();
  }
}
