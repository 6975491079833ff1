package dev.sluice.worker.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract against the embedded server or, with {@code -Dsluice.test.s3=URL} and credentials
 * and {@code -Dsluice.test.s3.bucket} given, against any other.
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
    return new S3ObjectStore(server.location(S3Server.BUCKET, "jobs/" + UUID.randomUUID()));
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
