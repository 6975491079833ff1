package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.BesideStatus;
import dev.sluice.crds.StreamingJobStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two revisions beside each other (mode BlueGreen), in the cluster that KUBECONFIG names. */
class RevisionsIT extends ClusterFixture {
  @Override
  TestCluster open() throws IOException {
    return TestCluster.named();
  }

  @Test
  void bothWorkUntilTheNewOneIsTheJobAndItCountsEveryWordOnce() throws Exception {
    String old = "blue-driver-1";
    String fresh = "blue-driver-2";
    try (WordCount job = stable("blue", 150);
        var commits = new CommitTimes(cluster(), job, List.of(old, fresh))) {
      job.change(
          """
          restartNonce: 1
          upgrade: {mode: BlueGreen}
          """);

      StreamingJobStatus after =
          job.await("another driver is the job's", status -> isTheJob(status, fresh));

      assertThat(after.checkpoint().location())
          .startsWith(store().location(namespace() + "/blue/revisions/"));
      assertThat(after.driver().restarts()).as("a promotion is no failure").isZero();
      Awaitility.await("the old driver goes")
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> job.pods().stream().noneMatch(pod -> pod.getMetadata().getName().equals(old)));
      Duration apart = commits.between(old, fresh);
      System.out.printf("both revisions committed batches for %d ms%n", -apart.toMillis());
      assertThat(apart).as("the old one works while the new one proves itself").isNegative();
      isExact(job);
    }
  }

  @Test
  void rejectedRevisionGoesWithAllThatItLeftAndTheOldOneNeverStops() throws Exception {
    try (WordCount job = stable("green", 150)) {
      job.change(
          """
          restartNonce: 1
          upgrade: {mode: BlueGreen, stability: {minCompletedBatches: 100000}}
          """);
      StreamingJobStatus beside =
          job.await(
              "a new revision works beside the old one",
              status ->
                  beside(status) != null
                      && requireNonNull(status.successor()).standbySince() != null);
      String location = requireNonNull(beside(beside)).location();
      assertThat(job.checkpointsAt(images(), store(), location)).isNotEmpty();
      job.crash(pod(job, "green-driver-2"));

      StreamingJobStatus after =
          job.await(
              "goes back",
              status ->
                  WordCount.is(status, "Progressing", "RolledBack") && status.successor() == null);
      assertThat(after.driver().podName()).isEqualTo("green-driver-1");
      assertThat(after).matches(status -> WordCount.is(status, "Ready"), "still runs");
      job.await("nothing is left to delete", status -> status.checkpoint().discarded().isEmpty());

      assertThat(job.checkpointsAt(images(), store(), location)).isEmpty();
      assertThat(job.status().checkpoint().location()).isNull();
      isExact(job);
    }
  }

  private static Pod pod(WordCount job, String name) {
    return job.pods().stream()
        .filter(pod -> pod.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isTheJob(StreamingJobStatus status, String driver) {
    return driver.equals(status.driver().podName())
        && status.successor() == null
        && status.upgrade() == null
        && WordCount.is(status, "Ready");
  }

  private static @Nullable BesideStatus beside(StreamingJobStatus status) {
    return status.successor() == null ? null : status.successor().beside();
  }
}
