package dev.sluice.worker.storage;

import io.minio.MinioAsyncClient;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Builds the HTTP and S3 clients: many requests at a time to one host, no silent repetition. */
final class S3Client {
  private static final int MOST_REQUESTS = 64;
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private S3Client() {}

  static OkHttpClient http() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            0,
            MOST_REQUESTS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "object-store-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    Dispatcher dispatcher = new Dispatcher(executor);
    dispatcher.setMaxRequests(MOST_REQUESTS);
    dispatcher.setMaxRequestsPerHost(MOST_REQUESTS);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(MOST_REQUESTS, 1, TimeUnit.MINUTES))
        .retryOnConnectionFailure(false) // A request sent twice would blur create-if-absent.
        .connectTimeout(CONNECT_TIMEOUT)
        .readTimeout(READ_TIMEOUT)
        .writeTimeout(READ_TIMEOUT)
        .callTimeout(CALL_TIMEOUT)
        .build();
  }

  static MinioAsyncClient s3(S3Location location, OkHttpClient http) {
    S3Settings settings = location.settings();
    MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(settings.endpoint().toString())
            .region(settings.region())
            .credentials(location.accessKey(), location.secretKey())
            .httpClient(http)
            .build();
    if (isPathStyle(settings)) {
      client.disableVirtualStyleEndpoint();
    } else {
      client.enableVirtualStyleEndpoint();
    }
    return client;
  }

  /** A bucket cannot be part of the host name where there is no name. */
  static boolean isPathStyle(S3Settings settings) {
    var host = settings.endpoint().getHost();
    return settings.pathStyle()
        || host.equals("localhost")
        || host.startsWith("[")
        || host.matches("[0-9.]+");
  }
}
