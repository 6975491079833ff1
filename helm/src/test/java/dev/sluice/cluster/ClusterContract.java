package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.crds.StreamingJobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Sluice does in a cluster, whichever it is; a subclass brings the cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterContract {
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

  @BeforeAll
  void installTheChart() throws Exception {
    cluster = opened(open());
    namespace = opened(TestNamespace.create(cluster.client()));
    chart = opened(new InstalledChart(cluster, namespace.name()));
    chart.install(images);
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

  private <T extends AutoCloseable> T opened(T resource) {
    stopAtTheEnd(resource);
    return resource;
  }

  @Test
  void installedOperatorPassesTheTestOfTheChart() {
    chart.test();
  }

  @Test
  void operatorMayNotReadSecretsNorLeaveItsNamespace() {
    OperatorAccess access = new OperatorAccess(cluster.client(), namespace.name());

    assertThat(access.may("list", "", "secrets", namespace.name())).isFalse();
    assertThat(access.may("get", "", "secrets", namespace.name())).isFalse();
    assertThat(access.may("patch", "", "secrets", namespace.name())).isFalse();
    assertThat(access.may("create", "", "pods", "default")).isFalse();
    assertThat(access.may("update", "sluice.dev", "streamingjobs", namespace.name())).isFalse();
    assertThat(access.may("delete", "sluice.dev", "streamingjobs", namespace.name())).isFalse();
    assertThat(access.may("create", "", "pods", namespace.name())).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Name_With_Underscore | local:///a.jar | 1000 | must be a DNS-1035 label of at most 40",
        "1-starts-with-digit  | local:///a.jar | 1000 | must be a DNS-1035 label of at most 40",
        "fetched-unchecked    | s3://b/a.jar   | 1000 | a jar that is not local:// needs sha256",
        "no-interval          | local:///a.jar | 0    | should be greater than or equal to 1"
      })
  void badJobIsRefusedWithTheReason(String name, String jar, int interval, String reason) {
    String job =
        """
        apiVersion: sluice.dev/v1alpha1
        kind: StreamingJob
        metadata: {name: %s}
        spec:
          image: %s
          application: {mainClass: example.Main, jarURI: "%s"}
          batchIntervalMillis: %d
          checkpoint: {location: "s3://bucket/prefix"}
        """
            .formatted(name, images.job(), jar, interval);

    assertThatThrownBy(() -> create(job))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void checkpointDoesNotMoveWithoutAnotherRestore() throws IOException {
    try (WordCount job = wordCount("unmoved", List.of(), true)) {
      assertThatThrownBy(() -> job.moveCheckpoint("s3://bucket/elsewhere"))
          .hasMessageContaining("checkpoint.location changes only together with restore.nonce");
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void countsAreExactThoughProcessesDie(Loss loss) throws IOException {
    String name = "loses-" + loss.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String feeder = name + "-feeder";
    new RestrictedPod(feeder, images.job(), feederCommand(), Map.of())
        .serve(cluster.client(), namespace.name(), FEEDER_PORT);

    try (WordCount job = wordCount(name, List.of(feeder + ":" + FEEDER_PORT), false)) {
      StreamingJobStatus before =
          job.await(
              "runs and has a checkpoint",
              status ->
                  WordCount.is(status, "Ready") && status.checkpoint().lastCompleted() != null);
      assertThat(job.pods()).hasSize(4);

      job.awaitReplacementOf(loss.happenTo(job));

      if (loss.isOfDriver()) {
        StreamingJobStatus after =
            job.await(
                "next attempt restored",
                status ->
                    WordCount.is(status, "Ready") && restored(status) > before.driver().epoch());
        assertThat(after.restore().resolved()).contains("checkpoint");
        assertThat(after.driver().restarts()).isEqualTo(1);
      }
      job.await("is complete", status -> WordCount.is(status, "Complete"));
      assertThat(Text.parse(job.exportedState(images, store))).isEqualTo(Text.counts());
    }
  }

  private static long restored(StreamingJobStatus status) {
    Long epoch = status.restore().epoch();
    return epoch == null ? 0 : epoch;
  }

  private static List<String> feederCommand() {
    return List.of(
        "java",
        "-Xmx64m",
        "-cp",
        "/opt/app/wordcount.jar",
        "dev.sluice.examples.wordcount.Feeder",
        "--port",
        Integer.toString(FEEDER_PORT),
        "--lines-per-second",
        "1000");
  }

  private WordCount wordCount(String name, List<String> args, boolean suspend) throws IOException {
    return WordCount.create(cluster.client(), namespace.name(), name, images, store, args, suspend);
  }

  private void create(String yaml) {
    KubernetesClient client = cluster.client();
    client.resource(yaml).inNamespace(namespace.name()).create();
  }
}
