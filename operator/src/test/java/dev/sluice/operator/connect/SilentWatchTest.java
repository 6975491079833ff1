package dev.sluice.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.Progress;
import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.cluster.MockCluster;
import dev.sluice.operator.kubelet.StandIn;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator behind a proxy that drops connections and tells nobody. */
class SilentWatchTest {
  @TempDir private Path root;

  @Test
  void seesChangesAgainAfterItsWatchesWereDroppedWithoutAWord() throws IOException {
    try (var cluster = new MockCluster(root, StandIn.command(), 9);
        var proxy = new ForgetfulProxy(URI.create(cluster.address()).getPort());
        var client = behind(proxy, Duration.ofMillis(500))) {
      cluster.startOperator(client);
      cluster.apply(Jobs.job("before"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(cluster.pods("before-driver")).hasSize(1));

      assertThat(proxy.forget()).as("connections with watches").isPositive();
      cluster.apply(Jobs.job("after"));

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(cluster.pods("after-driver")).hasSize(1));
      cluster.stopOperator();
    }
  }

  @Test
  void asksTheDriverOfAJobWhoseStatusItSeesLate() throws IOException {
    try (var cluster = new MockCluster(root, StandIn.command(), 9);
        var proxy = new ForgetfulProxy(URI.create(cluster.address()).getPort());
        var client = behind(proxy, Duration.ofHours(1))) {
      proxy.forgetWatchesOf("streamingjobs");
      cluster.startOperator(client);
      cluster.apply(Jobs.job("late"));

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(progress(cluster, "late")).isNotNull());
      assertThat(cluster.jobs().list())
          .as("what the operator's watch has brought")
          .hasSize(1)
          .allSatisfy(seen -> assertThat(seen.getStatus()).isNull());
      cluster.stopOperator();
    }
  }

  private static @Nullable Progress progress(MockCluster cluster, String job) {
    var status = cluster.job(job).orElseThrow().getStatus();
    return status == null ? null : status.progress();
  }

  @Test
  void isNotAliveWhileItsViewOfAJobStandsStill() throws IOException {
    try (var cluster = new MockCluster(root, StandIn.command(), 9);
        var proxy = new ForgetfulProxy(URI.create(cluster.address()).getPort());
        var client = behind(proxy, Duration.ofHours(1))) {
      var health =
          new WatchHealth(
              cluster.client(), cluster.jobs(), Clock.systemUTC(), Duration.ofMillis(500));
      assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
      cluster.startOperator(client);
      cluster.apply(Jobs.job("known", "suspend: true"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(cluster.jobs().list()).hasSize(1));
      assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);

      assertThat(proxy.forget()).as("connections with watches").isPositive();
      var known = cluster.job("known").orElseThrow();
      known.getMetadata().setLabels(Map.of("changed", "unseen"));
      cluster.client().resource(known).update();

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN));
      cluster.stopOperator();
    }
  }

  private KubernetesClient behind(ForgetfulProxy proxy, Duration pingInterval) {
    var config =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(proxy.address())
            .withRequestTimeout(2_000)
            .build();
    return ApiServer.connect(config, pingInterval);
  }
}
