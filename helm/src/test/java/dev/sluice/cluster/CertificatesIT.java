package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.CertificateStatus;
import dev.sluice.crds.StreamingJobStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
