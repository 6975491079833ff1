package dev.sluice.operator.connect;

import dev.sluice.operator.observe.LeanObjects;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The connection to the API server: one client for all requests and watches.
 *
 * <p>A proxy or a firewall may drop a connection without telling. A watch over it would wait for
 * ever, and the operator would see no change again until somebody restarts it. So it asks for an
 * answer at intervals, and a watch that gives none is closed and begins again with the version that
 * it has seen last: nothing is missed.
 */
@Singleton
public class ApiServer {
  @Produces
  @Singleton
  KubernetesClient client(
      Config config,
      @ConfigProperty(name = "sluice.operator.watch-ping-interval") Duration pingInterval) {
    return connect(config, pingInterval);
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }

  static KubernetesClient connect(Config config, Duration pingInterval) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(config).withWebsocketPingInterval(pingInterval.toMillis()).build())
        .withHttpClientFactory(new OkHttpClientFactory())
        .withKubernetesSerialization(LeanObjects.serialization())
        .build();
  }
}
