package dev.sluice.testkit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.format.FileFormats;
import dev.sluice.sink.TwoPhaseSink;
import dev.sluice.testkit.TwoPhaseSinkContract;
import dev.sluice.worker.sink.FileSink;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.S3Access;
import dev.sluice.worker.storage.S3Settings;
import io.minio.ListMultipartUploadsArgs;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Text files in a bucket of the embedded S3 server. */
@Timeout(60)
class S3FileSinkContractTest extends TwoPhaseSinkContract<Object> {
  private static final String BUCKET = "sink-contract";
  private static final AtomicInteger PLACES = new AtomicInteger();
  @TempDir private static Path directory;
  private static Process server;
  private static JobFiles files;
  private static MinioAsyncClient client;
  private String place = "";

  @BeforeAll
  static void startServer() throws IOException {
    var credentials = Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret");
    var builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.sluice.localstore.LocalStore",
                    "--directory",
                    directory.toString(),
                    "--bucket",
                    BUCKET))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(credentials);
    server = builder.start();
    var endpoint = server.inputReader(UTF_8).readLine().replaceFirst("^listening ", "");
    files =
        new JobFiles(
            new S3Access(new S3Settings(URI.create(endpoint), "us-east-1", true), credentials));
    client =
        MinioAsyncClient.builder()
            .endpoint(endpoint)
            .region("us-east-1")
            .credentials("key", "secret")
            .build();
  }

  @AfterAll
  static void stopServer() throws Exception {
    client.close();
    files.close();
    server.getOutputStream().close();
    server.onExit().join();
  }

  @BeforeEach
  void choosePlace() {
    place = "s3://" + BUCKET + "/place" + PLACES.incrementAndGet();
  }

  @Override
  protected TwoPhaseSink<Object> sink() {
    return new FileSink(place + "/lines", "txt", true, FileFormats.anyAsText(), files);
  }

  @Override
  protected String record(int number) {
    return "line " + number;
  }

  @Override
  protected Collection<Object> shown() throws IOException {
    var lines = new ArrayList<Object>();
    for (var file : files.list(place + "/lines-*.txt")) {
      if (file.path().contains("/part-")) {
        try (var content = files.open(file.path(), 0, file.length())) {
          new String(content.readAllBytes(), UTF_8).lines().forEach(lines::add);
        }
      }
    }
    return lines;
  }

  @Override
  protected long hidden() {
    var request = ListMultipartUploadsArgs.builder().bucket(BUCKET).build();
    var prefix = place.substring(place.lastIndexOf('/') + 1) + "/";
    return client.listMultipartUploads(request).join().result().uploads().stream()
        .filter(upload -> upload.objectName().startsWith(prefix))
        .count();
  }
}
