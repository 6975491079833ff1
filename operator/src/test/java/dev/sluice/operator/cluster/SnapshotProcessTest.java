package dev.sluice.operator.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobSnapshot;
import dev.sluice.crds.StreamingJobSnapshotStatus;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.kubelet.StandIn;
import dev.sluice.operator.snapshot.SnapshotRequests;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a job with real processes whose program is a stand-in. */
class SnapshotProcessTest {
  private static final String NAME = "words";

  @TempDir private Path root;
  private Path control;
  private MockCluster cluster;

  @BeforeEach
  void start() throws IOException {
    control = Files.createDirectories(root.resolve("control"));
    Files.writeString(control.resolve("checkpoint"), "s3://bucket/wordcount/checkpoints/7");
    cluster = new MockCluster(root, StandIn.command(), 6);
    cluster.startOperator();
    cluster.apply(
        Jobs.job(
            NAME,
            "configuration: {test.control: \"" + control + "\"}",
            "receivers: {replicas: 0}",
            "executors: {replicas: 1}"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void isTakenByTheDriverAndDeletedWithItsData() {
    apply("nightly", "deletionPolicy: Delete");

    soon()
        .untilAsserted(
            () -> assertThat(status("nightly").phase()).isEqualTo(SnapshotPhase.Completed));
    assertThat(status("nightly").location())
        .startsWith("s3://bucket/wordcount/savepoints/nightly-")
        .endsWith("/checkpoints/00000000000000000007");
    soon().untilAsserted(() -> assertThat(requests()).isEmpty());
    assertThat(snapshot("nightly").get().getMetadata().getFinalizers())
        .containsExactly("sluice.dev/snapshot");

    snapshot("nightly").delete();

    soon().untilAsserted(() -> assertThat(snapshot("nightly").get()).isNull());
    soon().untilAsserted(() -> assertThat(requests()).isEmpty());
  }

  @Test
  void goesOnAfterTheOperatorWasReplacedAndSaysWhyItFailed() throws IOException {
    Files.writeString(control.resolve("broken"), "");
    apply("nightly", "backoffLimit: 0");
    cluster.stopOperator();

    cluster.startOperator();

    soon()
        .untilAsserted(() -> assertThat(status("nightly").phase()).isEqualTo(SnapshotPhase.Failed));
    assertThat(status("nightly").conditions())
        .anySatisfy(
            condition -> {
              assertThat(condition.type()).isEqualTo("Failed");
              assertThat(condition.message()).contains("told by the test");
            });
  }

  @Test
  void anotherJobBeginsWithItAndAnUpgradeTakesOneFirst() {
    cluster.apply(
        Jobs.job(
            "other",
            "restore: {from: Snapshot, snapshotName: nightly}",
            "receivers: {replicas: 0}",
            "executors: {replicas: 1}"));
    soon().untilAsserted(() -> assertThat(stall("other")).isEqualTo("SnapshotNotFound"));

    apply("nightly", "deletionPolicy: Retain");

    soon().untilAsserted(() -> assertThat(cluster.pods("other-driver")).hasSize(1));
    assertThat(manifest("other")).contains(String.valueOf(status("nightly").location()));

    cluster
        .client()
        .resources(StreamingJob.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(NAME)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"batchIntervalMillis\":500,\"upgrade\":{\"mode\":\"Savepoint\"}}}");

    soon()
        .untilAsserted(() -> assertThat(job(NAME).driver().podName()).isEqualTo("words-driver-2"));
    String taken = requireNonNull(requireNonNull(job(NAME).upgrade()).snapshot());
    assertThat(taken).startsWith("words-");
    assertThat(status(taken).phase()).isEqualTo(SnapshotPhase.Completed);
  }

  private StreamingJobStatus job(String name) {
    return cluster.job(name).map(StreamingJob::getStatus).orElseThrow();
  }

  private String stall(String name) {
    return job(name).conditions().stream()
        .filter(condition -> condition.type().equals("Stalled"))
        .map(JobCondition::reason)
        .findFirst()
        .orElseThrow();
  }

  private String manifest(String name) {
    return cluster
        .client()
        .configMaps()
        .inNamespace(MockCluster.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(found -> found.getMetadata().getName().startsWith(name + "-manifest"))
        .map(found -> found.getData().toString())
        .findFirst()
        .orElseThrow();
  }

  private void apply(String name, String line) {
    cluster
        .client()
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: sluice.dev/v1alpha1
                kind: StreamingJobSnapshot
                metadata: {name: %s, namespace: default}
                spec:
                  jobName: words
                  %s
                """
                    .formatted(name, line),
                StreamingJobSnapshot.class))
        .create();
  }

  private Resource<StreamingJobSnapshot> snapshot(String name) {
    return cluster
        .client()
        .resources(StreamingJobSnapshot.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(name);
  }

  private StreamingJobSnapshotStatus status(String name) {
    return snapshot(name).get().getStatus();
  }

  private List<String> requests() {
    Pod driver = cluster.pods("words-driver").get(0);
    Map<String, String> annotations = driver.getMetadata().getAnnotations();
    return SnapshotRequests.of(
        annotations == null ? null : annotations.get(SnapshotRequests.ANNOTATION));
  }

  private static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(RuntimeException.class);
  }
}
