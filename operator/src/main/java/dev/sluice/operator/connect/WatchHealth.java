package dev.sluice.operator.connect;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.reconcile.KnownJobs;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Liveness of the operator: its view of jobs follows the API server. Every check reads one job past
 * the cache, another one each time; an operator whose watch is dead is started again by its
 * kubelet. An API server that does not answer is no reason to.
 */
@Liveness
@Singleton
public class WatchHealth implements HealthCheck {
  private static final String NAME = "watch of streaming jobs";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KubernetesClient client;
  private final KnownJobs jobs;
  private final Clock clock;
  private final WatchCanary canary;
  private int next;

  /** Makes the check. */
  @Inject
  public WatchHealth(KubernetesClient client, KnownJobs jobs, Clock clock) {
    this(client, jobs, clock, PATIENCE);
  }

  WatchHealth(KubernetesClient client, KnownJobs jobs, Clock clock, Duration patience) {
    this.client = client;
    this.jobs = jobs;
    this.clock = clock;
    this.canary = new WatchCanary(patience);
  }

  @Override
  public synchronized HealthCheckResponse call() {
    var response = HealthCheckResponse.named(NAME);
    var problem = chosen().flatMap(this::problem);
    problem.ifPresent(text -> response.withData("problem", text));
    return response.status(problem.isEmpty()).build();
  }

  private Optional<StreamingJob> chosen() {
    List<StreamingJob> known =
        jobs.list().stream().sorted(Comparator.comparing(WatchHealth::key)).toList();
    Optional<String> suspect = canary.suspect();
    Optional<StreamingJob> found =
        suspect.flatMap(key -> known.stream().filter(job -> key(job).equals(key)).findFirst());
    if (found.isPresent() || known.isEmpty()) {
      return found;
    }
    suspect.ifPresent(canary::forget);
    next = (next + 1) % known.size();
    return Optional.of(known.get(next));
  }

  private Optional<String> problem(StreamingJob cached) {
    try {
      StreamingJob live = client.resource(cached).get();
      return canary.compare(
          key(cached),
          "version " + version(cached),
          live == null ? "its end" : "version " + version(live),
          clock.instant());
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  private static String key(StreamingJob job) {
    return job.getMetadata().getNamespace() + "/" + job.getMetadata().getName();
  }

  private static String version(StreamingJob job) {
    return job.getMetadata().getResourceVersion();
  }
}
