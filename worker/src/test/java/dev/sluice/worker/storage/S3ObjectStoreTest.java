package dev.sluice.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract against the embedded server. Against any other server, whose bucket exists:
 *
 * <pre>
 * AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… mvn test -pl worker -am -Dtest=S3ObjectStoreTest
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dsluice.test.s3=http://HOST:PORT
 *     -Dsluice.test.s3.region=REGION -Dsluice.test.s3.bucket=BUCKET
 * </pre>
 */
class S3ObjectStoreTest extends ObjectStoreContract {
  @TempDir static Path directory;

  private static S3Server server;

  @BeforeAll
  static void startServer() {
    server = S3Server.start(directory);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Override
  ObjectStore open() {
    String prefix = "jobs/" + UUID.randomUUID();
    String endpoint = System.getProperty("sluice.test.s3");
    if (endpoint == null) {
      return new S3ObjectStore(server.location(S3Server.BUCKET, prefix));
    }
    S3Settings settings =
        new S3Settings(
            URI.create(endpoint), System.getProperty("sluice.test.s3.region", "us-east-1"), true);
    String bucket = System.getProperty("sluice.test.s3.bucket", S3Server.BUCKET);
    return ObjectStores.open("s3://" + bucket + "/" + prefix, settings, System.getenv());
  }

  @Test
  void saysThatTheBucketDoesNotExist() {
    try (ObjectStore store = new S3ObjectStore(server.location("no-such-bucket", ""))) {
      assertRefused(store, StoreFailure.NO_BUCKET, "'no-such-bucket' does not exist", "create it");
    }
  }

  @Test
  void saysThatTheCredentialsAreRefused() {
    try (ObjectStore store = new S3ObjectStore(server.location(S3Server.BUCKET, "", "wrong"))) {
      assertRefused(store, StoreFailure.DENIED, "SignatureDoesNotMatch", "AWS_SECRET_ACCESS_KEY");
    }
  }

  @Test
  void saysThatNoServerIsThere() {
    S3Settings nowhere = new S3Settings(URI.create("http://127.0.0.1:9"), "us-east-1", true);
    S3Location location = new S3Location(nowhere, "bucket", "", "a", "b");
    try (ObjectStore store = new S3ObjectStore(location)) {
      assertRefused(
          store, StoreFailure.UNAVAILABLE, "http://127.0.0.1:9", "check checkpoint.s3.endpoint");
    }
  }

  @Test
  void keepsWholeObjectsAndAllAcknowledgedOnesWhenTheServerIsKilled(@TempDir Path data) {
    byte[] content = new byte[200_000];
    Arrays.fill(content, (byte) 7);
    int acknowledged = 0;
    try (Killed killed = new Killed(S3Server.start(data))) {
      S3Location location = killed.server().location(S3Server.BUCKET, "p");
      try (ObjectStore store = new S3ObjectStore(location)) {
        Thread killer = new Thread(() -> killed.afterObjects(store, 20));
        killer.start();
        while (true) {
          store.put("object/" + (1000 + acknowledged), content);
          acknowledged++;
        }
      } catch (StoreException e) {
        assertThat(e.failure().retriable()).isTrue();
      }
    }

    S3Server again = S3Server.start(data);
    try (ObjectStore store = new S3ObjectStore(again.location(S3Server.BUCKET, "p"))) {
      // The server may leave an unfinished object, under a name of its own making.
      List<String> keys =
          store.list("object/", "").stream().filter(key -> key.matches("object/[0-9]+")).toList();
      List<String> torn =
          keys.stream().filter(key -> !Arrays.equals(store.get(key), content)).toList();
      assertThat(torn).isEmpty();
      assertThat(keys).hasSizeBetween(acknowledged, acknowledged + 1);
    } finally {
      again.kill();
    }
  }

  @Test
  void triesABoundedNumberOfTimesWhenTheServerIsOverloaded() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpServer overloaded =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    overloaded.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/xml");
          byte[] answer = bytes("<Error><Code>SlowDown</Code></Error>");
          exchange.sendResponseHeaders(503, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    overloaded.start();
    URI endpoint = URI.create("http://127.0.0.1:" + overloaded.getAddress().getPort());
    S3Settings settings = new S3Settings(endpoint, "us-east-1", true);
    try (ObjectStore store = new S3ObjectStore(new S3Location(settings, "bucket", "", "a", "b"))) {
      assertThatThrownBy(() -> store.createIfAbsent("a", bytes("x")))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.failure()).isEqualTo(StoreFailure.UNAVAILABLE));
      assertThat(requests).hasValue(4);
    } finally {
      overloaded.stop(0);
    }
  }

  @Test
  void lostAnswerToACreateIsReportedAsAmbiguousAndNotRepeated() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpServer silent =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    silent.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.close(); // The connection ends without an answer.
        });
    silent.start();
    URI endpoint = URI.create("http://127.0.0.1:" + silent.getAddress().getPort());
    S3Settings settings = new S3Settings(endpoint, "us-east-1", true);
    try (ObjectStore store = new S3ObjectStore(new S3Location(settings, "bucket", "", "a", "b"))) {
      assertThatThrownBy(() -> store.createIfAbsent("a", bytes("x")))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.failure()).isEqualTo(StoreFailure.AMBIGUOUS));
      assertThat(requests).hasValue(1);
    } finally {
      silent.stop(0);
    }
  }

  @Test
  void goesOnThoughTheServerHasClosedAllConnectionsThatWereKept() throws Exception {
    int kept = 8;
    CyclicBarrier allAtOnce = new CyclicBarrier(kept);
    HttpServer first = answering(0, allAtOnce::await);
    int port = first.getAddress().getPort();
    S3Settings settings = new S3Settings(URI.create("http://127.0.0.1:" + port), "us-east-1", true);
    try (ObjectStore store = new S3ObjectStore(new S3Location(settings, "bucket", "", "a", "b"))) {
      List<CompletableFuture<byte[]>> reads =
          IntStream.range(0, kept)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> store.get("a"), task -> new Thread(task).start()))
              .toList();
      reads.forEach(CompletableFuture::join);
      first.stop(0);

      HttpServer second = answering(port, () -> 0);
      try {
        assertThat(store.get("a")).isEqualTo(bytes("x"));
      } finally {
        second.stop(0);
      }
    }
  }

  private static HttpServer answering(int port, Callable<Integer> before) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(task -> new Thread(task).start());
    server.createContext(
        "/",
        exchange -> {
          try {
            before.call();
          } catch (Exception e) {
            throw new IOException(e);
          }
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write('x');
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Kills a server in the middle of writes. */
  private record Killed(S3Server server) implements AutoCloseable {
    void afterObjects(ObjectStore store, int count) {
      while (store.list("object/", "").size() < count) {
        Thread.onSpinWait();
      }
      server.kill();
    }

    @Override
    public void close() {
      server.kill();
    }
  }

  private static void assertRefused(ObjectStore store, StoreFailure failure, String... parts) {
    assertThatThrownBy(() -> StoreProbe.verify(store, ""))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(failure);
              assertThat(e.getMessage()).contains(parts).hasLineCount(1);
            });
  }
}
