package dev.sluice.operator.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriverPollerTest {
  private static final String RUNNING =
      """
      {"job":"words","epoch":4,"state":"Running","restore":{"resolved":"Empty"},"unknown":1,
       "batch":{"time":1000,"index":9},
       "progress":{"batchIndex":9,"batchTimeMillis":9000,"records":10,"recordsPerSecond":10.4,
         "processingMillis":3.6,"schedulingDelayMillis":0,"stateEntries":5,"totalRecords":90},
       "checkpoint":{"lastCompleted":{"id":2,"path":"s3://b/c/2","timeMillis":8000},
         "consecutiveFailures":1},"failure":null}""";

  private final AtomicReference<String> answer = new AtomicReference<>(RUNNING);
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private final AtomicBoolean wanted = new AtomicBoolean(true);
  private HttpServer server;
  private DriverPoller<String> poller;
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final Queue<Optional<String>> authorizations = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          String shown = exchange.getRequestHeaders().getFirst("Authorization");
          authorizations.add(Optional.ofNullable(shown));
          String wanted = String.valueOf(asked.get());
          boolean allowed = wanted.isEmpty() || wanted.equals(shown);
          byte[] body = String.valueOf(answer.get()).getBytes(UTF_8);
          exchange.sendResponseHeaders(allowed ? 200 : 401, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    poller =
        new DriverPoller<>(
            Duration.ofMillis(20), Clock.systemUTC(), job -> wanted.get(), changes::add);
  }

  @AfterEach
  void stop() {
    poller.close();
    server.stop(0);
  }

  @Test
  void showsTheTokenThatADriverAsksFor() {
    asked.set("Bearer old");
    poller.watch("words", "words-driver-4", uri(), List.of("new", "old"));

    await().untilAsserted(() -> assertThat(report()).isPresent());
    assertThat(authorizations)
        .startsWith(Optional.of("Bearer new"), Optional.of("Bearer old"))
        .filteredOn(Optional.of("Bearer new")::equals)
        .hasSize(1);
  }

  @Test
  void tellsOfADriverThatRefusesAllTokensAndTakesOthers() {
    poller.watch("words", "words-driver-4", uri(), List.of("new", "old"));
    await().untilAsserted(() -> assertThat(report()).isPresent());
    changes.clear();

    asked.set("Bearer lost");
    await().untilAsserted(() -> assertThat(changes).isNotEmpty());
    assertThat(poller.contact("words").map(DriverContact::refused)).contains(true);
    assertThat(report()).as("what it said before").isPresent();

    poller.watch("words", "words-driver-4", uri(), List.of("new", "old", "lost"));

    await()
        .untilAsserted(
            () -> assertThat(poller.contact("words").map(DriverContact::refused)).contains(false));
  }

  @Test
  void readsWhatADriverSaysOfItself() {
    poller.watch("words", "words-driver-4", uri(), List.of());

    await().untilAsserted(() -> assertThat(report()).isPresent());
    var report = report().orElseThrow();
    assertThat(report.state()).isEqualTo("Running");
    assertThat(report.epoch()).isEqualTo(4);
    assertThat(report.resolved()).isEqualTo("Empty");
    assertThat(report.failedCheckpoints()).isEqualTo(1);
    assertThat(String.valueOf(report.lastCompleted()))
        .contains("id=2", "path=s3://b/c/2", "time=1970-01-01T00:00:08Z");
    assertThat(String.valueOf(report.batch())).contains("index=9", "recordsPerSecond=10");
  }

  @Test
  void tellsOfChangesOnly() {
    poller.watch("words", "words-driver-4", uri(), List.of());
    await().untilAsserted(() -> assertThat(changes).hasSize(1));
    var first = since();
    await().untilAsserted(() -> assertThat(since()).isAfter(first));
    assertThat(changes).hasSize(1);

    answer.set(RUNNING.replace("Running", "Stopping"));

    await().untilAsserted(() -> assertThat(changes).hasSize(2));
  }

  @Test
  void forgetsWhatAnotherPodSaid() {
    poller.watch("words", "words-driver-4", uri(), List.of());
    await().untilAsserted(() -> assertThat(report()).isPresent());

    poller.watch("words", "words-driver-5", URI.create("http://127.0.0.1:1/"), List.of());

    assertThat(report()).isEmpty();
    assertThat(poller.contact("words").map(DriverContact::podName)).contains("words-driver-5");
  }

  @Test
  void forgetsAJobThatIsGone() {
    poller.watch("words", "words-driver-4", uri(), List.of());

    wanted.set(false);

    await().untilAsserted(() -> assertThat(poller.contact("words")).isEmpty());
  }

  @Test
  void survivesNonsense() {
    answer.set("<html>");
    poller.watch("words", "words-driver-4", uri(), List.of());
    poller.watch("other", "other-driver-1", URI.create("http://127.0.0.1:1/"), List.of());

    answer.set(RUNNING);

    await().untilAsserted(() -> assertThat(report()).isPresent());
  }

  private Instant since() {
    return poller.contact("words").orElseThrow().since();
  }

  private Optional<DriverReport> report() {
    return poller.contact("words").flatMap(found -> Optional.ofNullable(found.report()));
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/status");
  }
}
