package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.ScalingDecision;
import dev.sluice.crds.StreamingJobStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Executors and receivers that follow the load that a driver measures, in the cluster that
 * KUBECONFIG names.
 */
class AutoscalingIT extends ClusterFixture {
  private static final Duration SCALED_OUT = Duration.ofSeconds(60);

  /** A minute never has as many samples. */
  private static final String WITHOUT_FIGURES = "autoscaling: {metrics: {minSamples: 1000}}";

  private static final String WITH_FIGURES = "autoscaling: {metrics: {minSamples: 3}}";

  @Override
  TestCluster open() throws IOException {
    return TestCluster.named();
  }

  @Test
  void executorsFollowTheLoadAndStayWhereThereAreNoFigures() throws IOException {
    try (WordCount suspended = wordCount("follows", List.of(), true)) {
      LoadJob load =
          LoadJob.made(
              cluster().client(),
              suspended,
              100,
              """
              {mode: Enabled, receivers: {maxReplicas: 1}, executors: {maxReplicas: 2},
                minUtilizationPercent: 35, targetUtilizationPercent: 60, maxUtilizationPercent: 70,
                metrics: {windowSeconds: 60, periodSeconds: 5, minSamples: 3},
                behavior: {scaleDown: {stabilizationWindowSeconds: 20,
                  policies: [{type: Pods, value: 1, periodSeconds: 15}]}}}
              """);
      WordCount job = load.job();
      job.await("one executor is enough", status -> isDecided(status, "WithinTolerance"));

      load.rate(200);
      Instant doubled = Instant.now();
      StreamingJobStatus more = job.await("has two executors", status -> has(status, 2));
      Duration out = Duration.between(doubled, Instant.now());
      System.out.printf("doubled load: a second executor after %d s%n", out.toSeconds());
      System.out.println(decision(more));
      assertThat(out).isLessThanOrEqualTo(SCALED_OUT);

      job.change(WITHOUT_FIGURES);
      load.rate(40);
      job.await("has no figures", status -> isDecided(status, "MetricsIncomplete"));
      Awaitility.await("nothing happens")
          .during(Duration.ofSeconds(25))
          .atMost(Duration.ofSeconds(60))
          .until(() -> has(job.status(), 2));

      job.change(WITH_FIGURES);
      Instant quiet = Instant.now();
      StreamingJobStatus fewer = job.await("has one executor", status -> has(status, 1));
      System.out.printf(
          "a fifth of the load: one executor after %d s%n",
          Duration.between(quiet, Instant.now()).toSeconds());
      System.out.println(decision(fewer));
      assertThat(fewer.driver().restarts()).isZero();
    }
  }

  @Test
  void receiversBehindAServiceFollowWhatIsPosted() throws IOException {
    try (WordCount suspended = wordCount("posted", List.of(), true)) {
      LoadJob load =
          LoadJob.posted(
              cluster().client(),
              suspended,
              1,
              """
              {mode: Enabled, receivers: {maxReplicas: 2}, executors: {maxReplicas: 1},
                minUtilizationPercent: 30, targetUtilizationPercent: 50, maxUtilizationPercent: 60,
                metrics: {windowSeconds: 60, periodSeconds: 5, minSamples: 3},
                behavior: {scaleDown: {stabilizationWindowSeconds: 20,
                  policies: [{type: Pods, value: 1, periodSeconds: 15}]}}}
              """);
      WordCount job = load.job();
      job.await("one receiver is enough", status -> isDecided(status, "WithinTolerance"));

      load.rate(8);
      Instant more = Instant.now();
      StreamingJobStatus two = job.await("has two receivers", status -> receives(status, 2));
      Duration out = Duration.between(more, Instant.now());
      System.out.printf("eight times the posts: a second receiver after %d s%n", out.toSeconds());
      System.out.println(decision(two));
      assertThat(out).isLessThanOrEqualTo(SCALED_OUT);

      load.rate(1);
      Instant quiet = Instant.now();
      StreamingJobStatus one = job.await("has one receiver", status -> receives(status, 1));
      System.out.printf(
          "one post a second: one receiver after %d s%n",
          Duration.between(quiet, Instant.now()).toSeconds());
      System.out.println(decision(one));
      assertThat(one.driver().restarts()).isZero();
    }
  }

  private static boolean receives(StreamingJobStatus status, int receivers) {
    return status.receivers().replicas() == receivers && status.receivers().ready() == receivers;
  }

  private static boolean has(StreamingJobStatus status, int executors) {
    return status.executors().replicas() == executors && status.executors().ready() == executors;
  }

  private static boolean isDecided(StreamingJobStatus status, String reason) {
    return status.autoscaler() != null
        && status.autoscaler().lastDecision() != null
        && (decision(status).reason().equals(reason)
            || reason.equals(decision(status).inputs().get("executorReason"))
            || reason.equals(decision(status).inputs().get("receiverReason")));
  }

  private static ScalingDecision decision(StreamingJobStatus status) {
    return requireNonNull(requireNonNull(status.autoscaler()).lastDecision());
  }
}
