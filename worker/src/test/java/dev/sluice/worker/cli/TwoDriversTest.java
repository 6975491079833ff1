package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Driver processes started by hand over one store: there is never more than one committer. */
@Timeout(240)
class TwoDriversTest {
  private static final String MANIFEST =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: words
      spec:
        image: words
        application:
          mainClass: %s
          jarURI: local://%s
        batchIntervalMillis: 100
        checkpoint:
          location: s3://%s/words
          periodSeconds: 60
          s3:
            endpoint: %s
            pathStyleAccess: true
          credentialsSecretRef:
            name: secret
        executors:
          replicas: 1
        receivers:
          replicas: 0
      """;

  @TempDir private Path directory;
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final Map<String, String> environment = new HashMap<>();
  private Path jar = Path.of("");

  @BeforeEach
  void makeJar() throws IOException {
    jar = directory.resolve("words.jar");
    var name = EveryWord.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var content = EveryWord.class.getResourceAsStream("EveryWord.class")) {
      out.putNextEntry(new JarEntry(name));
      content.transferTo(out);
    }
  }

  @AfterEach
  void stopAll() throws Exception {
    while (!closing.isEmpty()) {
      closing.pop().close();
    }
  }

  @Test
  void replacedDriversEndWithCode78AndOnlyOneCommits() throws Exception {
    var server = closeLater(S3Server.start(directory.resolve("store")));
    var location = server.location(S3Server.BUCKET, "words");
    environment.put("AWS_ACCESS_KEY_ID", location.accessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", location.secretKey());
    writeManifest(location.settings().endpoint().toString());
    try (var store = ObjectStores.open(location)) {
      var first = new Place(freePort());
      var one = first.startDriver("one", 1);
      first.startExecutor("executor-1");
      await().atMost(Duration.ofSeconds(60)).until(() -> commits(store, 1) > 3);

      var second = new Place(freePort());
      second.startExecutor("executor-2");
      var two = second.startDriver("two", 2);
      assertReplaced(one, 2, 1);
      await().atMost(Duration.ofSeconds(60)).until(() -> commits(store, 2) > 3);

      two.pause();
      var three = first.startDriver("three", 3);
      await().atMost(Duration.ofSeconds(60)).until(() -> commits(store, 3) > 3);
      two.resume();
      assertReplaced(two, 3, 2);
      var sofar = commits(store, 3);
      await().atMost(Duration.ofSeconds(60)).until(() -> commits(store, 3) > sofar);
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
    closeLater(() -> server.stop(0));
    environment.put("AWS_ACCESS_KEY_ID", "any");
    environment.put("AWS_SECRET_ACCESS_KEY", "any-secret");
    writeManifest("http://127.0.0.1:" + server.getAddress().getPort());

    var driver = new Place(0).startDriver("one", 1);

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

  private static long commits(ObjectStore store, long epoch) {
    return CheckpointCatalog.read(store).log().objects().values().stream()
        .filter(object -> object.writer().epoch() == epoch)
        .flatMap(object -> object.records().stream())
        .filter(LogRecord.Commit.class::isInstance)
        .count();
  }

  private void writeManifest(String endpoint) throws IOException {
    var manifest = MANIFEST.formatted(EveryWord.class.getName(), jar, S3Server.BUCKET, endpoint);
    Files.writeString(directory.resolve("job.yaml"), manifest);
    environment.put("SLUICE_JOB_FILE", directory.resolve("job.yaml").toString());
    environment.put("SLUICE_JOB_UID", "uid-1");
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private <T extends AutoCloseable> T closeLater(T part) {
    closing.push(part);
    return part;
  }

  /** Where drivers listen, one after the other, and the workers that look for them there. */
  private final class Place {
    private final int port;

    Place(int port) {
      this.port = port;
    }

    JobProcess startDriver(String name, long epoch) {
      var variables = new HashMap<>(environment);
      variables.put("SLUICE_EPOCH", Long.toString(epoch));
      variables.put("SLUICE_CONTROL_PORT", Integer.toString(port));
      return closeLater(JobProcess.start(directory, name, variables, "driver"));
    }

    void startExecutor(String name) {
      var variables = new HashMap<>(environment);
      variables.put("SLUICE_WORKER_ID", name);
      variables.put("SLUICE_DRIVER_ADDRESS", "127.0.0.1:" + port);
      var unused =
          closeLater(JobProcess.start(directory, name, variables, "worker", "--role", "executor"));
    }
  }
}
