package dev.sluice.worker.storage;

import io.minio.Http;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates small objects that are not there yet, as the log of a job does for each batch: one
 * request on a kept connection, by the thread that calls. The S3 client hands the same to a thread
 * of its own and wakes the one that watches its time limits. Thread-safe.
 */
final class S3Creation {
  private static final String TYPE = "application/octet-stream";

  private final S3Location location;
  private final Http.BaseUrl base;
  private final S3Signature signature;

  S3Creation(S3Location location) {
    this.location = location;
    var settings = location.settings();
    base = new Http.BaseUrl(settings.endpoint().toString());
    if (S3Client.isPathStyle(settings)) {
      base.disableVirtualStyleEndpoint();
    } else {
      base.enableVirtualStyleEndpoint();
    }
    signature = new S3Signature(settings.region(), location.accessKey(), location.secretKey());
  }

  /**
   * Sends the request once.
   *
   * @param path of the object in the bucket
   * @return status of the answer
   * @throws IOException if there was no answer; then the object may be there
   */
  int create(String path, byte[] content) throws IOException {
    var url = urlOf(path);
    var connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout((int) S3Client.CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) S3Client.READ_TIMEOUT.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setDoOutput(true);
    connection.setRequestMethod("PUT");
    // With a length that is known before, the JDK sends a request never twice.
    connection.setFixedLengthStreamingMode(content.length);
    var headers = Map.of("host", hostOf(url), "content-type", TYPE, "if-none-match", "*");
    signature
        .sign(url.getPath(), headers, content, Clock.systemUTC().instant())
        .forEach(connection::setRequestProperty);
    try (var body = connection.getOutputStream()) {
      body.write(content);
    }
    try {
      var status = connection.getResponseCode();
      var isRefused = status >= HttpURLConnection.HTTP_BAD_REQUEST;
      drain(isRefused ? connection.getErrorStream() : connection.getInputStream());
      return status;
    } catch (HttpRetryException e) {
      return e.responseCode(); // the JDK would ask again with other credentials
    }
  }

  private URL urlOf(String path) throws IOException {
    try {
      return base.buildUrl(
              Http.Method.PUT, location.bucket(), path, location.settings().region(), null)
          .url();
    } catch (MinioException e) {
      throw new IOException(e);
    }
  }

  private static String hostOf(URL url) {
    return url.getPort() < 0 || url.getPort() == url.getDefaultPort()
        ? url.getHost()
        : url.getHost() + ":" + url.getPort();
  }

  /** A connection whose answer was read is kept. */
  private static void drain(@Nullable InputStream answer) throws IOException {
    if (answer != null) {
      try (answer) {
        var unused = answer.readAllBytes();
      }
    }
  }
}
