package dev.sluice.examples.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.operator.cluster.MockCluster;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** When each driver of the example committed which batch, as its status says. */
final class CommitTimes implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final MockCluster cluster;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();
  private final Map<String, ConcurrentSkipListMap<Long, Commit>> commits =
      new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  /** Begins to ask. */
  CommitTimes(MockCluster cluster) {
    this.cluster = cluster;
    this.token = cluster.httpToken("wordcount").orElseThrow();
    var unused = thread.scheduleWithFixedDelay(this::ask, 0, 20, TimeUnit.MILLISECONDS);
  }

  /**
   * A batch whose output was released.
   *
   * @param index its number
   * @param timeMillis when, in milliseconds since 1970
   */
  record Commit(long index, long timeMillis) {}

  Optional<Commit> first(String driver) {
    return Optional.ofNullable(commits.get(driver)).map(found -> found.firstEntry().getValue());
  }

  Optional<Commit> last(String driver) {
    return Optional.ofNullable(commits.get(driver)).map(found -> found.lastEntry().getValue());
  }

  Duration between(String before, String after) {
    return Duration.ofMillis(
        first(after).orElseThrow().timeMillis() - last(before).orElseThrow().timeMillis());
  }

  private void ask() {
    for (Pod pod : cluster.pods("wordcount-driver")) {
      String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
      if (address != null) {
        ask(pod.getMetadata().getName(), address);
      }
    }
  }

  private void ask(String driver, String address) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + ":4040/api/v1/status"))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofMillis(500))
            .build();
    try {
      JsonNode progress =
          MAPPER
              .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
              .path("progress");
      long index = progress.path("batchIndex").asLong();
      if (index > 0) {
        commits
            .computeIfAbsent(driver, key -> new ConcurrentSkipListMap<>())
            .put(index, new Commit(index, progress.path("committedAtMillis").asLong()));
      }
    } catch (IOException e) {
      return; // it comes or goes
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
