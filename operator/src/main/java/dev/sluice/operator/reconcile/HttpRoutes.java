package dev.sluice.operator.reconcile;

import dev.sluice.operator.network.WebObjectKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches HTTPRoutes as soon as the cluster has them: it is looked with the first job, and then
 * once a minute for jobs that ask for one. Thread-safe.
 */
final class HttpRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(HttpRoutes.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final Clock clock;
  private boolean watched;
  private @Nullable Instant looked;
  private String problem = "";

  HttpRoutes(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Returns why there are no HTTPRoutes; null if there are and they are watched.
   *
   * @param asked whether a job asks for one
   * @param watch begins to watch them; throws what the client does, or an OperatorException
   */
  synchronized @Nullable String problem(boolean asked, Runnable watch) {
    if (watched) {
      return null;
    }
    Instant now = clock.instant();
    if (looked == null || (asked && !now.isBefore(looked.plus(INTERVAL)))) {
      looked = now;
      look(watch);
    }
    return watched ? null : problem;
  }

  private void look(Runnable watch) {
    try {
      if (!client.supports(
          WebObjectKind.HTTP_ROUTE.apiVersion(), WebObjectKind.HTTP_ROUTE.title())) {
        problem =
            "the cluster has no %s; install the Gateway API, or use spec.ui.ingress"
                .formatted(WebObjectKind.HTTP_ROUTE.apiVersion());
        return;
      }
      watch.run();
      watched = true;
    } catch (KubernetesClientException | OperatorException e) {
      problem =
          "the operator can't watch them; give it the rights that its chart has. "
              + cause(e).getMessage();
      LOG.warn("HTTPRoutes: {}", problem);
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure.getCause() == null ? failure : cause(failure.getCause());
  }
}
