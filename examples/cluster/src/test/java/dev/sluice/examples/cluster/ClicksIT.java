package dev.sluice.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.cluster.MockCluster;
import dev.sluice.operator.kubelet.CommandMapping;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines by HTTP: the load grows, receivers are added, and every line is counted once. */
class ClicksIT {
  private static final String NAME = "clicks";
  private static final Map<String, String> KEYS =
      Map.of("AWS_ACCESS_KEY_ID", "clicks", "AWS_SECRET_ACCESS_KEY", "clicks-secret");

  /** Decides from the load of a few seconds, and soon after the start. */
  private static final String QUICK =
      """
      executors: {minReplicas: 2, maxReplicas: 2}
          minUtilizationPercent: 5
          targetUtilizationPercent: 20
          maxUtilizationPercent: 30
          metrics: {windowSeconds: 30, periodSeconds: 1, minSamples: 3}
        upgrade:
          stability: {minHealthySeconds: 0, minCompletedBatches: 0, minCompletedCheckpoints: 0}\
      """;

  private static final Path EXAMPLE = BuiltJars.ROOT.resolve("examples/clicks");

  private Path root;
  private LocalProcess store;
  private String endpoint;
  private MockCluster cluster;

  @BeforeEach
  void start() throws IOException {
    root =
        Path.of("target", "clicks-it", Long.toString(Instant.now().toEpochMilli()))
            .toAbsolutePath();
    Files.createDirectories(root);
    store =
        LocalProcess.start(
            root.resolve("store.log"),
            KEYS,
            CommandMapping.java(
                "-jar",
                BuiltJars.store().toString(),
                "--directory",
                root.resolve("store").toString(),
                "--bucket",
                "sluice"));
    endpoint = "http://127.0.0.1:" + store.portAfter("listening ");
    cluster =
        new MockCluster(
            root.resolve("cluster"),
            CommandMapping.of(CommandMapping.java("-jar", BuiltJars.worker().toString())),
            7);
    cluster.startOperator();
    StoreCredentials.create(cluster, "clicks", "clicks-secret");
  }

  @AfterEach
  void stop() {
    cluster.close();
    store.close();
  }

  @Test
  void addsReceiversWhenTheLoadGrowsAndCountsEveryLineOnce() throws Exception {
    int port = freePort();
    apply(port);
    within(Duration.ofMinutes(2)).until(() -> ready("clicks-receiver").size() == 1);
    try (var clicks = new Clicks(port, () -> ready("clicks-receiver"))) {
      clicks.rate(1);
      within(Duration.ofMinutes(1)).until(() -> clicks.stored() > 0);
      clicks.rate(200);

      within(Duration.ofMinutes(3)).until(() -> ready("clicks-receiver").size() == 2);
      within(Duration.ofMinutes(1)).until(() -> clicks.peers() == 2);
      clicks.stop();

      within(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(counted())
                      .isBetween(clicks.stored(), clicks.stored() + clicks.unknown()));
    }
    assertThat(cluster.job(NAME).orElseThrow().getSpec().receivers().replicas()).isEqualTo(1);
    assertThat(status().driver().epoch()).isEqualTo(1);
    assertThat(askDriver("")).isEqualTo(401);
    assertThat(askDriver("Bearer " + cluster.httpToken(NAME).orElseThrow())).isEqualTo(200);
  }

  /** Asks the REST API of the driver as somebody who reaches its port. */
  private int askDriver(String authorization) throws Exception {
    var address = ready("clicks-driver").get(0);
    var uri = URI.create("http://" + address + ":4040/api/v1/status");
    var request = HttpRequest.newBuilder(uri).header("Authorization", authorization).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private void apply(int port) throws IOException {
    String manifest =
        Files.readString(EXAMPLE.resolve("streamingjob.yaml"))
            .replace("local:///opt/app/clicks.jar", "local://" + BuiltJars.clicks())
            .replace("http://s3:9000", endpoint)
            .replace("8080", Integer.toString(port))
            .replace("batchIntervalMillis: 1000", "batchIntervalMillis: 2000")
            .replace("periodSeconds: 5", "periodSeconds: 2")
            .replace("receivers: {minReplicas: 1, maxReplicas: 8}", "receivers: {maxReplicas: 2}")
            .replace("executors: {minReplicas: 2, maxReplicas: 8}", QUICK);
    StreamingJob job = Serialization.unmarshal(manifest, StreamingJob.class);
    job.getMetadata().setNamespace(MockCluster.NAMESPACE);
    cluster.apply(job);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private List<String> ready(String prefix) {
    return cluster.pods(prefix).stream()
        .filter(ClicksIT::isReady)
        .map(pod -> pod.getStatus().getPodIP())
        .toList();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  private long counted() throws IOException, InterruptedException {
    try (var export =
        LocalProcess.start(
            root.resolve("counts.tsv"),
            KEYS,
            CommandMapping.java(
                "-jar",
                BuiltJars.worker().toString(),
                "checkpoint",
                "export",
                "s3://sluice/clicks",
                "--endpoint",
                endpoint,
                "--path-style"))) {
      return Recount.words(Recount.sorted(export.finished()));
    }
  }

  private StreamingJobStatus status() {
    return cluster.job(NAME).map(StreamingJob::getStatus).orElseThrow();
  }

  private static ConditionFactory within(Duration time) {
    return await()
        .atMost(time)
        .pollInterval(Duration.ofMillis(200))
        .ignoreException(NoSuchElementException.class);
  }
}
