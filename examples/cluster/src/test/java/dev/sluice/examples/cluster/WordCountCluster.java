package dev.sluice.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.cluster.MockCluster;
import dev.sluice.operator.kubelet.CommandMapping;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
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

/** The example with its store and feeder, in a cluster of processes. */
final class WordCountCluster implements AutoCloseable {
  private static final String NAME = "wordcount";
  private static final String LOCATION = "s3://sluice/wordcount";
  private static final Map<String, String> KEYS =
      Map.of("AWS_ACCESS_KEY_ID", "wordcount", "AWS_SECRET_ACCESS_KEY", "wordcount-secret");
  static final Path EXAMPLE = BuiltJars.ROOT.resolve("examples/wordcount");

  private final Path root;
  private final LocalProcess store;
  private final LocalProcess feeder;
  private final String endpoint;
  private final MockCluster cluster;

  /**
   * Starts the store, the feeder and the operator.
   *
   * @param test names the directory of the logs
   * @param linesPerSecond how fast the text is fed
   */
  WordCountCluster(String test, int linesPerSecond) throws IOException {
    root =
        Path.of("target", "wordcount-it", test)
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
                Integer.toString(linesPerSecond)));
    endpoint = "http://127.0.0.1:" + store.portAfter("listening ");
    cluster =
        new MockCluster(
            root.resolve("cluster"),
            CommandMapping.of(java("-jar", BuiltJars.worker().toString())),
            3);
    cluster.startOperator();
    StoreCredentials.create(cluster, "wordcount", "wordcount-secret");
  }

  MockCluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    cluster.close();
    feeder.close();
    store.close();
  }

  StreamingJob apply() throws IOException {
    return apply("");
  }

  /** Creates the job with further lines of its spec. */
  StreamingJob apply(String lines) throws IOException {
    String manifest =
        (Files.readString(EXAMPLE.resolve("streamingjob.yaml")) + lines)
            .replace("local:///opt/app/wordcount.jar", "local://" + BuiltJars.wordCount())
            .replace("wordcount-feeder:9999", "127.0.0.1:" + feeder.portAfter("listening on port "))
            .replace("http://s3:9000", endpoint);
    StreamingJob job = Serialization.unmarshal(manifest, StreamingJob.class);
    job.getMetadata().setNamespace(MockCluster.NAMESPACE);
    return cluster.apply(job);
  }

  /** Changes the job by a merge patch. */
  void change(String patch) {
    cluster
        .client()
        .resources(StreamingJob.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(NAME)
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  void delete(StreamingJob job) {
    cluster.client().resource(job).delete();
    within(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(cluster.owned(job)).isEmpty();
              assertThat(cluster.kubelet().processes()).isEmpty();
            });
  }

  /** Returns the counts in the newest checkpoint at the job's own location. */
  String counts() throws IOException, InterruptedException {
    return counts(LOCATION);
  }

  /** Returns the counts in the newest checkpoint at a location. */
  String counts(String location) throws IOException, InterruptedException {
    try (var export =
        LocalProcess.start(
            root.resolve("counts.tsv"),
            KEYS,
            java(
                "-jar",
                BuiltJars.worker().toString(),
                "checkpoint",
                "export",
                location,
                "--endpoint",
                endpoint,
                "--path-style"))) {
      return Recount.sorted(export.finished());
    }
  }

  StreamingJobStatus status() {
    return cluster.job(NAME).map(StreamingJob::getStatus).orElseThrow();
  }

  Optional<String> condition(String type) {
    return status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(WordCountCluster::outline)
        .findFirst();
  }

  private static String outline(JobCondition condition) {
    return condition.status() + "/" + condition.reason();
  }

  private static List<String> java(String... options) {
    return CommandMapping.java(options);
  }

  static ConditionFactory within(Duration time) {
    return await()
        .atMost(time)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(NoSuchElementException.class);
  }
}
