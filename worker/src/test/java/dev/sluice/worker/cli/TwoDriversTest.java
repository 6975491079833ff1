package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.storage.ObjectStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Driver processes started by hand over one store: there is never more than one committer. */
@Timeout(240)
class TwoDriversTest {
  @TempDir private Path directory;
  private HandmadeJob job;

  @BeforeEach
  void make() throws IOException {
    job = new HandmadeJob(directory);
  }

  @AfterEach
  void stopAll() {
    job.close();
  }

  @Test
  void replacedDriversEndWithCode78AndOnlyOneCommits() throws Exception {
    try (var store = ObjectStores.open(job.storeHere())) {
      var first = job.newPlace();
      var one = first.startDriver("one", 1);
      first.startExecutor("executor-1");
      await().atMost(Duration.ofSeconds(60)).until(() -> HandmadeJob.commits(store, 1) > 3);

      var second = job.newPlace();
      second.startExecutor("executor-2");
      var two = second.startDriver("two", 2);
      assertReplaced(one, 2, 1);
      await().atMost(Duration.ofSeconds(60)).until(() -> HandmadeJob.commits(store, 2) > 3);

      two.pause();
      var three = first.startDriver("three", 3);
      await().atMost(Duration.ofSeconds(60)).until(() -> HandmadeJob.commits(store, 3) > 3);
      two.resume();
      assertReplaced(two, 3, 2);
      var sofar = HandmadeJob.commits(store, 3);
      await().atMost(Duration.ofSeconds(60)).until(() -> HandmadeJob.commits(store, 3) > sofar);
      assertThat(three.isAlive()).isTrue();

      var log = CheckpointCatalog.read(store).log();
      assertThat(log.problems(0)).isEmpty();
      var last = 0L;
      for (var record : log.records(0)) {
        if (record instanceof LogRecord.Commit commit) {
          assertThat(commit.fromBatch()).as("every batch is committed once").isEqualTo(last + 1);
          last = commit.toBatch();
        }
      }
    }
  }

  @Test
  void refusesAStoreThatIgnoresCreateIfAbsent() throws Exception {
    var objects = new ConcurrentHashMap<String, byte[]>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, objects));
    server.start();
    job.closeLater(() -> server.stop(0));
    job.storeAt("http://127.0.0.1:" + server.getAddress().getPort(), "any", "any-secret");

    var driver = job.anyPlace().startDriver("one", 1);

    assertThat(driver.exitCode()).as(driver.errors()).isEqualTo(65);
    assertThat(driver.errors().lines())
        .last()
        .asString()
        .startsWith("error: the object store ")
        .contains("cannot hold a commit log: it ignores create-if-absent (If-None-Match: *)")
        .contains("use a store with conditional writes");
    assertThat(driver.reason()).startsWith("the object store ");
  }

  private static void assertReplaced(JobProcess driver, long by, long epoch) throws Exception {
    assertThat(driver.exitCode()).as(driver.errors()).isEqualTo(78);
    assertThat(driver.errors().lines().filter(line -> line.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains("this driver was replaced: log sequence ")
        .contains("was written by epoch " + by + " (own epoch " + epoch + ")");
    assertThat(driver.reason()).startsWith("this driver was replaced").doesNotContain("\n");
  }

  /** A store that takes every PUT, whatever its conditions are. */
  private static void answer(HttpExchange exchange, Map<String, byte[]> objects)
      throws IOException {
    try (exchange) {
      var key = exchange.getRequestURI().getPath();
      var body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(key, body);
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, -1);
      } else if (exchange.getRequestMethod().equals("GET") && objects.containsKey(key)) {
        exchange.sendResponseHeaders(200, objects.get(key).length);
        exchange.getResponseBody().write(objects.get(key));
      } else {
        var missing = "<Error><Code>NoSuchKey</Code><Message>absent</Message></Error>";
        var content = missing.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(404, content.length);
        exchange.getResponseBody().write(content);
      }
    }
  }
}
