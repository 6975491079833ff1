package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster with the chart and a store in a namespace of the class's own, and jobs in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterFixture {
  private static final int FEEDER_PORT = 9999;

  private final Images images = Images.given();

  /** Closed in the opposite order. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private TestCluster cluster;
  private TestNamespace namespace;
  private InstalledChart chart;
  private ObjectStore store;

  @RegisterExtension
  private final NamespaceReport report =
      new NamespaceReport(() -> cluster.client(), () -> namespace.name());

  /** Reaches the cluster, or starts one. */
  abstract TestCluster open() throws Exception;

  /** Does something at the end, after all that was opened later has been closed. */
  final void stopAtTheEnd(AutoCloseable resource) {
    opened.push(resource);
  }

  /** Returns whether the operator watches more than its own namespace. */
  boolean watchesAllNamespaces() {
    return false;
  }

  /** Returns values of the chart, by name, beside those that every test sets. */
  Map<String, Object> chartValues() {
    return Map.of();
  }

  @BeforeAll
  void installTheChart() throws Exception {
    cluster = opened(open());
    namespace = opened(TestNamespace.create(cluster.client()));
    chart = opened(new InstalledChart(cluster, namespace.name()));
    chart.install(images, watchesAllNamespaces(), chartValues());
    store = ObjectStore.open(cluster.client(), namespace.name(), images);
  }

  @AfterAll
  void closeWhatWasOpened() {
    List<Exception> failures = new ArrayList<>();
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    assertThat(failures).isEmpty();
  }

  final <T extends AutoCloseable> T opened(T resource) {
    stopAtTheEnd(resource);
    return resource;
  }

  final Images images() {
    return images;
  }

  final TestCluster cluster() {
    return cluster;
  }

  final String namespace() {
    return namespace.name();
  }

  final InstalledChart chart() {
    return chart;
  }

  final ObjectStore store() {
    return store;
  }

  final WordCount wordCount(String name, List<String> args, boolean suspend) throws IOException {
    return WordCount.create(cluster.client(), namespace(), name, images, store, args, suspend);
  }

  /** Starts a job whose revision is stable at once, so that there is one to go back to. */
  final WordCount stable(String name, int linesPerSecond) throws IOException {
    WordCount job = wordCount(name, List.of(feeder(name + "-feeder", linesPerSecond)), true);
    job.begin("upgrade: {stability: {minHealthySeconds: 1, minCompletedBatches: 2}}");
    job.await(
        "is stable",
        status -> WordCount.is(status, "Ready") && status.revisions().lastStable() != null);
    return job;
  }

  /** Waits until a job has read the whole text, and counts. */
  final void isExact(WordCount job) throws IOException {
    job.await("is complete", status -> WordCount.is(status, "Complete"));
    assertThat(Text.parse(job.exportedState(images, store))).isEqualTo(Text.counts());
  }

  /** Starts a pod that sends the text once, and returns its address. */
  final String feeder(String name, int linesPerSecond) {
    new RestrictedPod(name, images.job(), feederCommand(linesPerSecond), Map.of())
        .serve(cluster.client(), namespace(), FEEDER_PORT);
    return "%s.%s.svc:%d".formatted(name, namespace(), FEEDER_PORT);
  }

  private static List<String> feederCommand(int linesPerSecond) {
    return List.of(
        "java",
        "-Xmx64m",
        "-cp",
        "/opt/app/wordcount.jar",
        "dev.sluice.examples.wordcount.Feeder",
        "--port",
        Integer.toString(FEEDER_PORT),
        "--lines-per-second",
        Integer.toString(linesPerSecond));
  }
}
