package dev.sluice.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** When drivers committed batches, by their own clocks; their statuses are sampled often. */
final class CommitTimes implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;

  /** A connection of its own: answers for a pod that comes or goes may end it. */
  private final TestCluster connection;

  private final DriverApi drivers;
  private final String token;
  private final Map<String, Map<Long, Long>> seen = new ConcurrentHashMap<>();
  private final ScheduledExecutorService threads;

  /** Begins to sample these drivers of a job, whether they are there or not. */
  CommitTimes(TestCluster cluster, WordCount job, List<String> pods) {
    this.connection = TestCluster.of(cluster.kubeconfig());
    this.drivers = new DriverApi(connection.client(), job.namespace());
    this.token = drivers.token(job.name()).orElseThrow();
    threads = Executors.newScheduledThreadPool(pods.size());
    for (String driver : pods) {
      seen.put(driver, new ConcurrentHashMap<>());
      var unused =
          threads.scheduleWithFixedDelay(
              () -> sample(driver), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Returns whether a driver has been seen to have committed a batch. */
  boolean has(String driver) {
    return !times(driver).isEmpty();
  }

  /**
   * Returns the time from the last commit seen of one driver to the first of another; commits
   * between samples make it longer than it was.
   */
  Duration between(String before, String after) {
    OptionalLong last = times(before).values().stream().mapToLong(Long::longValue).max();
    OptionalLong first = times(after).values().stream().mapToLong(Long::longValue).min();
    return Duration.ofMillis(first.orElseThrow() - last.orElseThrow());
  }

  private Map<Long, Long> times(String driver) {
    return seen.getOrDefault(driver, Map.of());
  }

  private void sample(String driver) {
    try {
      HttpResponse<String> answer = drivers.status(driver, token);
      if (!answer.isSuccessful()) {
        return;
      }
      JsonNode progress = Serialization.unmarshal(answer.body(), JsonNode.class).path("progress");
      long committedMillis = progress.path("committedAtMillis").asLong(); // 0 before the first
      if (committedMillis > 0) {
        times(driver).putIfAbsent(progress.path("batchIndex").asLong(), committedMillis);
      }
    } catch (CompletionException | KubernetesClientException e) {
      // Not there yet, or not any more.
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    connection.close();
  }
}
