package dev.sluice.operator.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.kubelet.StandIn;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the spec with real processes whose program is a stand-in. */
class UpgradeProcessTest {
  private static final String NAME = "words";
  private static final String QUICK =
      "upgrade: {stability: {minHealthySeconds: 1, minCompletedBatches: 0,"
          + " minCompletedCheckpoints: 0}}";

  @TempDir private Path root;
  private Path control;
  private MockCluster cluster;

  @BeforeEach
  void start() throws IOException {
    control = Files.createDirectories(root.resolve("control"));
    Files.writeString(control.resolve("checkpoint"), "s3://bucket/words/checkpoints/7");
    cluster = new MockCluster(root, StandIn.command(), 1);
    cluster.startOperator();
    cluster.apply(Jobs.job(NAME, "configuration: {test.control: \"" + control + "\"}", QUICK));
    soon().untilAsserted(() -> assertThat(condition("Progressing")).contains("True/Stable"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void handsOverToADriverAndWorkersWithNewSettings() {
    change("{\"batchIntervalMillis\":500}");

    soon()
        .untilAsserted(
            () -> {
              assertThatTheNewSetIsTheJob();
            });
    assertThat(status().driver().restarts()).isZero();
    assertThat(status().revisions().lastStable()).isEqualTo(status().revisions().update());
    assertThat(
            cluster
                .client()
                .apps()
                .controllerRevisions()
                .inNamespace(MockCluster.NAMESPACE)
                .list()
                .getItems())
        .hasSize(2);
  }

  @Test
  void aRevisionWorksBesideTheOldOneAndBecomesTheJob() {
    change("{\"batchIntervalMillis\":500,\"upgrade\":{\"mode\":\"BlueGreen\"}}");

    soon()
        .untilAsserted(
            () -> {
              assertThatTheNewSetIsTheJob();
              assertThat(condition("Ready")).contains("True/Running");
            });
    String location = requireNonNull(status().checkpoint().location());
    assertThat(location).matches("s3://bucket/wordcount/revisions/[0-9a-f]{10}-[0-9]{10}");
    assertThat(cluster.kubelet().process("words-driver-1")).isEmpty();
    assertThat(
            cluster
                .client()
                .configMaps()
                .inNamespace(MockCluster.NAMESPACE)
                .withName("words-manifest-" + status().driver().revision())
                .get()
                .getData()
                .toString())
        .contains(location)
        .contains("s3://bucket/wordcount/savepoints/words-");
    assertThat(status().driver().restarts()).isZero();
  }

  @Test
  void aProgramThatDoesNotStartIsRolledBackWhileTheOldOneWorks() throws IOException {
    Files.writeString(control.resolve("exit"), "1");
    change("{\"batchIntervalMillis\":500}");

    soon()
        .untilAsserted(
            () -> {
              assertThat(condition("Stalled")).contains("True/RolledBack");
              assertThat(condition("Ready")).contains("True/Running");
              assertThat(cluster.pods(NAME)).hasSize(4);
            });
    assertThat(status().driver().podName()).isEqualTo("words-driver-1");
    assertThat(cluster.kubelet().process("words-driver-1")).isPresent();
  }

  @Test
  void aWarmSecondDriverTakesOverWhenTheFirstIsKilled() {
    change("{\"driver\":{\"standby\":true}}");
    soon().untilAsserted(() -> assertThat(standbySince()).isNotNull());

    cluster.kubelet().process("words-driver-1").orElseThrow().destroyForcibly();

    soon()
        .untilAsserted(
            () -> {
              assertThat(status().driver().podName()).isEqualTo("words-driver-2");
              assertThat(condition("Ready")).contains("True/Running");
              assertThat(cluster.kubelet().process("words-driver-3")).isPresent();
            });
    assertThat(cluster.pods("words-executor"))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder("words-executor-0-1", "words-executor-1-2");
  }

  private void assertThatTheNewSetIsTheJob() {
    assertThat(status().driver().podName()).isEqualTo("words-driver-2");
    assertThat(condition("Progressing")).contains("True/Stable");
    assertThat(cluster.pods(NAME))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "words-driver-2", "words-executor-0-3", "words-executor-1-4", "words-receiver-0-2");
  }

  private @Nullable String standbySince() {
    return requireNonNull(status().successor()).standbySince();
  }

  private void change(String spec) {
    cluster
        .client()
        .resources(StreamingJob.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(NAME)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
  }

  private StreamingJobStatus status() {
    return cluster.job(NAME).map(StreamingJob::getStatus).orElseThrow();
  }

  private Optional<String> condition(String type) {
    return status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(UpgradeProcessTest::outline)
        .findFirst();
  }

  private static String outline(JobCondition condition) {
    return condition.status() + "/" + condition.reason();
  }

  private static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(RuntimeException.class);
  }
}
