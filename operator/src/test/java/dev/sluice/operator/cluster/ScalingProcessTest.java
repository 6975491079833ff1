package dev.sluice.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.AutoscalerStatus;
import dev.sluice.crds.ScalingDecision;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.kubelet.StandIn;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The autoscaler with real processes, whose driver says of its load what the test wants. */
class ScalingProcessTest {
  private static final String NAME = "words";

  @TempDir private Path root;
  private Path control;
  private MockCluster cluster;

  @BeforeEach
  void start() throws IOException {
    control = Files.createDirectories(root.resolve("control"));
    cluster = new MockCluster(root, StandIn.command(), 5);
    cluster.startOperator();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void addsReceiversWhenTheLoadDoublesAndRemovesThemAfterStabilization() throws IOException {
    load(1_000, "0.5");
    cluster.apply(
        Jobs.job(
            NAME,
            "configuration: {test.control: \"" + control + "\"}",
            "executors: {replicas: 1}",
            "receivers: {service: {port: 8080}}",
            "upgrade:",
            "  stability: {minHealthySeconds: 0, minCompletedBatches: 0, minCompletedCheckpoints: 0}",
            "autoscaling:",
            "  mode: Enabled",
            "  receivers: {minReplicas: 1, maxReplicas: 2}",
            "  executors: {maxReplicas: 1}",
            "  metrics: {windowSeconds: 10, periodSeconds: 1, minSamples: 3}",
            "  behavior: {scaleDown: {stabilizationWindowSeconds: 3, policies: []}}"));
    soon().untilAsserted(() -> assertThat(reason()).isEqualTo("WithinTolerance"));
    assertThat(service().getSpec().getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getPort()).isEqualTo(8080));

    load(2_000, "1.0");

    soon().untilAsserted(() -> assertThat(cluster.pods("words-receiver")).hasSize(2));
    assertThat(autoscaler().receivers()).isEqualTo(2);
    assertThat(cluster.job(NAME).orElseThrow().getSpec().receivers().replicas()).isEqualTo(1);
    soon()
        .untilAsserted(
            () -> assertThat(notes()).anyMatch(note -> note.startsWith("Receivers: From 1 to 2.")));

    load(500, "0.1");

    soon().untilAsserted(() -> assertThat(cluster.pods("words-receiver")).hasSize(1));
    assertThat(autoscaler().receivers()).isEqualTo(1);
    Files.delete(control.resolve("load"));
    soon().untilAsserted(() -> assertThat(condition("ScalingActive")).startsWith("False/Metrics"));
    assertThat(cluster.pods("words-receiver")).hasSize(1);
  }

  /** Writes a load; the file is there whole or not at all. */
  private void load(int recordsPerSecond, String receiverBusy) throws IOException {
    Path written = control.resolve("load.new");
    Files.writeString(
        written,
        """
        {"intervalMillis":1000,"offered":%d,"accepted":%d,"throttled":0,"lagRecords":100,
         "processingMillis":600,"outputMillis":10,"schedulingDelayMillis":1,
         "receiverWorkers":9,"receiverBusy":%s,"executorWorkers":9,"executorBusy":0.5,
         "inputs":[],"receivers":[],"executors":[]}"""
            .formatted(recordsPerSecond, recordsPerSecond, receiverBusy));
    Files.move(
        written,
        control.resolve("load"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private Service service() {
    return cluster
        .client()
        .services()
        .inNamespace(MockCluster.NAMESPACE)
        .withName("words-receivers")
        .get();
  }

  private StreamingJobStatus status() {
    return cluster.job(NAME).map(StreamingJob::getStatus).orElseThrow();
  }

  private AutoscalerStatus autoscaler() {
    return Optional.ofNullable(status().autoscaler()).orElseThrow();
  }

  private String reason() {
    return Optional.ofNullable(autoscaler().lastDecision())
        .map(ScalingDecision::reason)
        .orElseThrow();
  }

  private String condition(String type) {
    return status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.status() + "/" + condition.reason())
        .findFirst()
        .orElseThrow();
  }

  private List<String> notes() {
    return cluster
        .client()
        .resources(Event.class)
        .inNamespace(MockCluster.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .map(Event::getNote)
        .toList();
  }

  private static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(NoSuchElementException.class);
  }
}
