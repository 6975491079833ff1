package dev.sluice.worker.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.format.FileFormats;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.S3Location;
import dev.sluice.worker.storage.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** File streams and outputs over a bucket of a real S3 server. */
@Timeout(60)
class S3FileStreamTest {
  @TempDir private static Path directory;
  private static S3Server server;
  private static ObjectStore bucket;

  private final Queue<String> records = new ConcurrentLinkedQueue<>();
  private final StreamingContext context = newContext();

  @BeforeAll
  static void startServer() {
    server = S3Server.start(directory);
    var location = location();
    System.setProperty("aws.accessKeyId", location.accessKey());
    System.setProperty("aws.secretAccessKey", location.secretKey());
    bucket = ObjectStores.open(location);
  }

  @AfterAll
  static void stopServer() throws IOException {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    bucket.close();
    server.close();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void readsTheObjectsThatAppearBelowAPrefixOnce() {
    put("once/deeper/no", "too deep\n");
    collect(context.textFileStream("s3a://" + S3Server.BUCKET + "/once"));

    context.start();
    put("once/a-b", "one\ntwo\n");
    put("once/.hidden", "hidden\n");

    awaitRecords("one", "two");
    put("once/c", "three");
    awaitRecords("one", "two", "three");
  }

  @Test
  void takesThePrefixesThatMatchAPattern() {
    collect(
        context.fileStream(
            "s3://" + S3Server.BUCKET + "/glob/2026-*/in",
            FileFormats.text(),
            path -> !path.endsWith("_SUCCESS"),
            false));
    put("glob/2026-01/in/a", "one\n");
    put("glob/2026-02/in/b", "two\n");
    put("glob/2027-01/in/c", "no\n");
    put("glob/2026-01/out/d", "no\n");

    context.start();

    awaitRecords("one", "two");
  }

  @Test
  void writesObjectsWholeAndSaysWhenTheyAreComplete() {
    Queue<List<String>> queue = new ConcurrentLinkedQueue<>();
    queue.add(List.of("one", "two"));
    var large = "x".repeat(3 << 20);
    queue.add(List.of(large, large, large, large, large, large, large, large));
    context
        .queueStream(queue)
        .repartition(1)
        .saveAsTextFiles("s3://" + S3Server.BUCKET + "/out/lines", "txt");

    context.start();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> keys().stream().filter(key -> key.endsWith("/_SUCCESS")).count() > 2);
    var batches = keys().stream().filter(key -> key.endsWith("/part-00000")).sorted().toList();
    assertThat(batches.get(0)).matches("out/lines-\\d+\\.txt/part-00000");
    assertThat(new String(bucket.get(batches.get(0)), UTF_8).lines())
        .containsExactlyInAnyOrder("one", "two");
    assertThat(bucket.get(batches.get(1))).hasSize(8 * ((3 << 20) + 1));
  }

  private static List<String> keys() {
    return bucket.list("out/", "");
  }

  @Test
  void saysAtTheStartThatThereIsNoSuchBucket() {
    context.textFileStream("s3://no-such-bucket/in").print();

    assertThatThrownBy(context::start)
        .hasMessageContaining("textFileStream at S3FileStreamTest.java")
        .hasMessageContaining("bucket 'no-such-bucket' does not exist at http://127.0.0.1")
        .hasMessageEndingWith("create it or correct the name");
  }

  private static void put(String key, String content) {

    bucket.put(key, content.getBytes(UTF_8));
  }

  private void collect(DStream<String> lines) {
    lines.foreachRDD(
        rdd -> {
          records.addAll(rdd.collect());
        });
  }

  private void awaitRecords(String... expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(records).containsExactlyInAnyOrder(expected));
  }

  private static StreamingContext newContext() {
    var settings = location().settings();
    return new StreamingContext(
        new SluiceConf()
            .setMaster("local[2]")
            .set("s3.endpoint", settings.endpoint().toString())
            .set("s3.pathStyleAccess", "true"),
        Duration.ofMillis(100));
  }

  private static S3Location location() {
    return server.location(S3Server.BUCKET, "");
  }
}
