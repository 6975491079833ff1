package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJobStatus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of a job that runs, in the cluster that KUBECONFIG names: exact counts, whatever. */
class UpgradeIT extends ClusterFixture {
  @Override
  TestCluster open() throws IOException {
    return TestCluster.named();
  }

  @Test
  void driverHandsOverToOneWithTheNewSettings() throws Exception {
    try (WordCount job = stable("hands-over", 250);
        var commits =
            new CommitTimes(
                cluster(), job, List.of("hands-over-driver-1", "hands-over-driver-2"))) {
      job.change("restartNonce: 1");

      StreamingJobStatus after =
          job.await(
              "another driver commits",
              status ->
                  "hands-over-driver-2".equals(status.driver().podName())
                      && WordCount.is(status, "Ready")
                      && commits.has("hands-over-driver-2"));
      System.out.printf(
          "hand-over: at most %d ms without a committed batch%n",
          commits.between("hands-over-driver-1", "hands-over-driver-2").toMillis());
      assertThat(after.driver().restarts()).as("a hand-over is no failure").isZero();
      isExact(job);
    }
  }

  @Test
  void brokenImageAndCrashingProgramAreRolledBackWhileTheDriverWorks() throws Exception {
    try (WordCount job = stable("rolls-back", 250)) {
      job.change(
          """
          image: registry.invalid/none:1
          upgrade: {progressDeadlineSeconds: 20}
          """);

      job.await(
          "says that the image can't be had",
          status -> status.upgrade() != null && says(status, "Pull"));
      assertThat(job.status()).matches(status -> WordCount.is(status, "Ready"), "still runs");
      StreamingJobStatus first = job.await("goes back", UpgradeIT::isRolledBack);
      assertThat(first.driver().podName()).isEqualTo("rolls-back-driver-1");

      job.change(
          """
          image: %s
          application: {args: [nowhere]}
          upgrade: {progressDeadlineSeconds: 120}
          """
              .formatted(images().job()));

      job.await("tries again", status -> !isRolledBack(status));
      StreamingJobStatus second =
          job.await("goes back again", status -> isRolledBack(status) && isReady(status));
      assertThat(requireNonNull(second.upgrade()).rejection()).contains("the feeder's address");
      assertThat(second.driver().podName()).isEqualTo("rolls-back-driver-1");
      assertThat(second.driver().restarts()).isZero();
      isExact(job);
    }
  }

  private static boolean isReady(StreamingJobStatus status) {
    return WordCount.is(status, "Ready");
  }

  private static boolean isRolledBack(StreamingJobStatus status) {
    return WordCount.is(status, "Progressing", "RolledBack");
  }

  private static boolean says(StreamingJobStatus status, String word) {
    return WordCount.condition(status, "Progressing")
        .filter(each -> each.message().contains(word))
        .isPresent();
  }
}
