package dev.sluice.operator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.kubelet.CommandMapping;
import dev.sluice.operator.kubelet.StandIn;
import dev.sluice.operator.network.HttpTokens;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator as it is shipped: the packaged Quarkus application as a process of its own. */
class PackagedOperatorIT {
  private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");

  @TempDir private Path root;

  @Test
  void bringsAJobUpReportsItsHealthAndLetsTheJobGo() throws IOException {
    int port = freePort();
    try (var cluster = new MockCluster(root, StandIn.command(), 2)) {
      GatewayApi.install(cluster.client());
      Process operator = start(cluster, port);
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(get(port, "/q/health/ready")).isEqualTo(200));
        StreamingJob job =
            cluster.apply(Jobs.job("packaged", "ui: {httpRoute: {parentRefs: [{name: public}]}}"));

        await()
            .atMost(Duration.ofSeconds(60))
            .ignoreException(NoSuchElementException.class)
            .untilAsserted(
                () ->
                    assertThat(
                            cluster
                                .job("packaged")
                                .map(StreamingJob::getStatus)
                                .orElseThrow()
                                .conditions())
                        .filteredOn(condition -> condition.status().equals("True"))
                        .extracting(JobCondition::type)
                        .contains("Ready", "PagesRouted"));
        assertThat(cluster.httpToken("packaged"))
            .as("a token of the key that the operator has made")
            .isEqualTo(HttpTokens.of(madeKey(cluster)).token(job.getMetadata().getUid()));
        assertThat(get(port, "/q/metrics")).isEqualTo(200);
        var heap = LiveHeap.of(operator, root.resolve("heap.txt"));
        assertThat(heap.count(Pod.class)).isGreaterThanOrEqualTo(3);
        assertThat(heap.count(ManagedFieldsEntry.class)).as("who set fields of them").isZero();

        cluster.client().resource(job).delete();
        await()
            .alias("a job that runs goes when it is deleted")
            .atMost(Duration.ofSeconds(60))
            .until(() -> cluster.job("packaged").isEmpty());
        operator.destroy();
        assertThat(operator.onExit().join().exitValue()).isEqualTo(143);
      } finally {
        operator.destroyForcibly();
        if (Files.exists(log())) {
          Files.copy(
              log(),
              Path.of("target", "packaged-operator.log"),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private Process start(MockCluster cluster, int port) throws IOException {
    List<String> command = CommandMapping.java("-jar", APPLICATION.toAbsolutePath().toString());
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
    builder.environment().put("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", cluster.address());
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("SLUICE_POLL_INTERVAL", "1s");
    builder.environment().put("KUBECONFIG", "/nonexistent");
    builder.environment().put("SLUICE_JOB_HTTP_KEY_FILE", root.resolve("key").toString());
    builder.environment().put("SLUICE_JOB_HTTP_KEY_SECRET", "made-key");
    builder.environment().put("SLUICE_JOB_HTTP_KEY_NAMESPACE", MockCluster.NAMESPACE);
    return builder.start();
  }

  private static String madeKey(MockCluster cluster) {
    var secret =
        cluster.client().secrets().inNamespace(MockCluster.NAMESPACE).withName("made-key").get();
    return new String(Base64.getDecoder().decode(secret.getData().get("key")), UTF_8);
  }

  private Path log() {
    return root.resolve("operator.log");
  }

  private static int get(int port, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
