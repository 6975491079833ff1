package dev.sluice.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.cluster.MockCluster;
import dev.sluice.operator.kubelet.StandIn;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator behind a proxy that drops connections and tells nobody. */
class SilentWatchTest {
  @TempDir private Path root;

  @Test
  void seesChangesAgainAfterItsWatchesWereDroppedWithoutAWord() throws IOException {
    try (var cluster = new MockCluster(root, StandIn.command(), 9);
        var proxy = new ForgetfulProxy(URI.create(cluster.address()).getPort());
        var client = behind(proxy)) {
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

  private KubernetesClient behind(ForgetfulProxy proxy) {
    var config =
        new ConfigBuilder().withAutoConfigure(false).withMasterUrl(proxy.address()).build();
    return ApiServer.connect(config, Duration.ofMillis(500));
  }
}
