package dev.sluice.operator.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.Progress;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.cluster.MockCluster;
import dev.sluice.operator.kubelet.CommandMapping;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The example, applied to a cluster of processes: exact counts, also when the driver is killed. */
class WordCountIT {
  private static final String NAME = "wordcount";
  private static final String LOCATION = "s3://sluice/wordcount";
  private static final Map<String, String> KEYS =
      Map.of("AWS_ACCESS_KEY_ID", "wordcount", "AWS_SECRET_ACCESS_KEY", "wordcount-secret");
  private static final Path EXAMPLE = BuiltJars.ROOT.resolve("examples/wordcount");

  private Path root;
  private LocalProcess store;
  private LocalProcess feeder;
  private String endpoint;
  private MockCluster cluster;

  @BeforeEach
  void start(TestInfo test) throws IOException {
    root =
        Path.of("target", "wordcount-it", test.getTestMethod().orElseThrow().getName())
            .resolve(Long.toString(Instant.now().toEpochMilli()))
            .toAbsolutePath();
    Files.createDirectories(root);
    store =
        LocalProcess.start(
            root.resolve("store.log"),
            KEYS,
            java(
                "-jar",
                BuiltJars.store().toString(),
                "--directory",
                root.resolve("store").toString(),
                "--bucket",
                "sluice"));
    feeder =
        LocalProcess.start(
            root.resolve("feeder.log"),
            Map.of(),
            java(
                "-cp",
                BuiltJars.wordCount().toString(),
                "dev.sluice.examples.wordcount.Feeder",
                "--file",
                EXAMPLE.resolve("moby-dick.txt").toString(),
                "--port",
                "0",
                "--lines-per-second",
                "2000"));
    endpoint = "http://127.0.0.1:" + store.portAfter("listening ");
    cluster =
        new MockCluster(
            root.resolve("cluster"),
            CommandMapping.of(java("-jar", BuiltJars.worker().toString())),
            3);
    cluster.startOperator();
    createCredentials();
  }

  @AfterEach
  void stop() {
    cluster.close();
    feeder.close();
    store.close();
  }

  @Test
  void countsEveryWordOnceAndLeavesNothingBehindWhenDeleted() throws Exception {
    StreamingJob job = apply();

    within(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(condition("Complete")).contains("True/Complete"));

    assertThat(counts()).isEqualTo(Recount.of(EXAMPLE.resolve("moby-dick.txt")));
    delete(job);
  }

  @Test
  void countsEveryWordOnceWhenTheDriverIsKilled() throws Exception {
    StreamingJob job = apply();
    within(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(status().checkpoint().lastCompleted()).isNotNull();
              assertThat(Optional.ofNullable(status().progress()).map(Progress::totalRecords))
                  .hasValueSatisfying(records -> assertThat(records).isPositive());
            });

    Instant killed = Instant.now();
    assertThat(cluster.kubelet().process("wordcount-driver-1").orElseThrow().destroyForcibly())
        .isTrue();

    within(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(condition("Ready")).contains("True/Running");
              assertThat(status().driver().podName()).isEqualTo("wordcount-driver-2");
              assertThat(status().restore().epoch()).isEqualTo(2);
            });
    System.out.printf(
        "driver killed -> successor ready: %d ms%n",
        Duration.between(killed, Instant.now()).toMillis());
    assertThat(status().restore().resolved()).contains("checkpoint").isNotEqualTo("Empty");
    assertThat(cluster.pods("wordcount-executor"))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder("wordcount-executor-0-1", "wordcount-executor-1-2");
    within(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(condition("Complete")).contains("True/Complete"));
    assertThat(counts()).isEqualTo(Recount.of(EXAMPLE.resolve("moby-dick.txt")));
    delete(job);
  }

  private StreamingJob apply() throws IOException {
    String manifest =
        Files.readString(EXAMPLE.resolve("streamingjob.yaml"))
            .replace("local:///opt/app/wordcount.jar", "local://" + BuiltJars.wordCount())
            .replace("wordcount-feeder:9999", "127.0.0.1:" + feeder.portAfter("listening on port "))
            .replace("http://s3:9000", endpoint);
    StreamingJob job = Serialization.unmarshal(manifest, StreamingJob.class);
    job.getMetadata().setNamespace(MockCluster.NAMESPACE);
    return cluster.apply(job);
  }

  private void delete(StreamingJob job) {
    cluster.client().resource(job).delete();
    within(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(cluster.owned(job)).isEmpty();
              assertThat(cluster.kubelet().processes()).isEmpty();
            });
  }

  private String counts() throws IOException, InterruptedException {
    try (var export =
        LocalProcess.start(
            root.resolve("counts.tsv"),
            KEYS,
            java(
                "-jar",
                BuiltJars.worker().toString(),
                "checkpoint",
                "export",
                LOCATION,
                "--endpoint",
                endpoint,
                "--path-style"))) {
      return Recount.sorted(export.finished());
    }
  }

  private void createCredentials() {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("wordcount-s3")
                .withNamespace(MockCluster.NAMESPACE)
                .endMetadata()
                .addToData("AWS_ACCESS_KEY_ID", "d29yZGNvdW50")
                .addToData("AWS_SECRET_ACCESS_KEY", "d29yZGNvdW50LXNlY3JldA==")
                .build())
        .create();
  }

  private StreamingJobStatus status() {
    return cluster.job(NAME).map(StreamingJob::getStatus).orElseThrow();
  }

  private Optional<String> condition(String type) {
    return status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(WordCountIT::outline)
        .findFirst();
  }

  private static String outline(JobCondition condition) {
    return condition.status() + "/" + condition.reason();
  }

  private static List<String> java(String... options) {
    return CommandMapping.java(options);
  }

  private static ConditionFactory within(Duration time) {
    return await()
        .atMost(time)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(NoSuchElementException.class);
  }
}
