package dev.sluice.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.cluster.GatewayApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.javaoperatorsdk.operator.OperatorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class HttpRoutesTest {
  @SuppressWarnings("NullAway.Init") // set by the extension
  private KubernetesClient client;

  @SuppressWarnings("NullAway.Init") // set by the extension
  private KubernetesMockServer server;

  private final AtomicInteger watches = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private HttpRoutes routes;

  @BeforeEach
  void create() {
    routes = new HttpRoutes(client, new Watch());
  }

  @Test
  void clusterIsAskedOnceAndThenAMinuteLaterForJobsThatWantARoute() {
    assertThat(problem(false)).contains("no gateway.networking.k8s.io/v1");
    assertThat(problem(true)).contains("install the Gateway API, or use spec.ui.ingress");
    int asked = server.getRequestCount();
    now = now.plus(Duration.ofHours(1));
    assertThat(problem(false)).isNotNull();
    assertThat(server.getRequestCount()).as("nobody wants a route").isEqualTo(asked).isEqualTo(1);
    GatewayApi.install(client);

    assertThat(problem(true)).isNull();
    assertThat(problem(false)).isNull();
    assertThat(watches).hasValue(1);
  }

  @Test
  void missingRightsAreSaidAndTriedAgain() {
    GatewayApi.install(client);

    assertThat(
            routes.problem(
                true,
                () -> {
                  throw new OperatorException("start", new IllegalStateException("forbidden"));
                }))
        .contains("give it the rights that its chart has", "forbidden");
    now = now.plusSeconds(60);

    assertThat(problem(true)).isNull();
  }

  private @Nullable String problem(boolean asked) {
    return routes.problem(asked, watches::incrementAndGet);
  }

  private final class Watch extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
