package dev.sluice.worker.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3UploadsTest {
  @TempDir private Path directory;

  @Test
  void uploadWhoseNumberWasLostOnTheWayEndsWhenTheObjectIsShown() throws Exception {
    var losses = new AtomicInteger(2);
    try (var server = S3Server.start(directory);
        var content = new SpillingOutput()) {
      var http = S3Client.http().newBuilder().addInterceptor(losing(losses)).build();
      var files = new S3Files(server.location(S3Server.BUCKET, ""), http);
      var path = "s3://" + S3Server.BUCKET + "/out/part-00000";
      content.write("words".getBytes(UTF_8));

      var staged = files.stage(path, "first", content);
      var other = files.stage(path + "1", "first", content);
      assertThat(uploads()).hasSize(4);

      assertThat(files.show(Map.of(path, staged))).isEmpty();
      assertThat(uploads()).as("that of the other object").hasSize(1);
      assertThat(files.show(Map.of(path + "1", other))).isEmpty();
      try (var shown = files.open(path, 0, Long.MAX_VALUE)) {
        assertThat(shown.readNBytes(5)).asString(UTF_8).isEqualTo("words");
      }
      files.close();
    }
  }

  /** Lets requests to begin an upload take effect, and loses the answers. */
  private static Interceptor losing(AtomicInteger losses) {
    return chain -> {
      var url = chain.request().url();
      Response answer = chain.proceed(chain.request());
      if (url.queryParameterNames().equals(Set.of("uploads"))
          && chain.request().method().equals("POST")
          && losses.getAndDecrement() > 0) {
        answer.close();
        throw new IOException("connection reset");
      }
      return answer;
    };
  }

  /** The embedded server keeps what was begun and not ended beside the objects. */
  private List<Path> uploads() throws IOException {
    try (var files = Files.list(directory.resolve(S3Server.BUCKET))) {
      return files.filter(file -> file.getFileName().toString().startsWith(".mpus-")).toList();
    }
  }
}
