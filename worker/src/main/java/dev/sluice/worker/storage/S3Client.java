package dev.sluice.worker.storage;

import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Builds the HTTP and S3 clients: many requests at a time to one host, no silent repetition.
 *
 * <p>Servers close connections that nobody uses, S3Proxy and MinIO after 30 s, and a client notices
 * by the failure of its next request. A process that stands by may keep dozens of them, more than
 * the attempts of a call; so none is kept for as long as that, and a failure ends all others.
 */
final class S3Client {
  private static final int MOST_REQUESTS = 64;
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration KEPT_UNUSED = Duration.ofSeconds(20);

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
    ConnectionPool connections =
        new ConnectionPool(MOST_REQUESTS, KEPT_UNUSED.toSeconds(), TimeUnit.SECONDS);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(connections)
        .addInterceptor(chain -> endingUnused(connections, chain))
        .retryOnConnectionFailure(false) // A request sent twice would blur create-if-absent.
        .connectTimeout(CONNECT_TIMEOUT)
        .readTimeout(READ_TIMEOUT)
        .writeTimeout(READ_TIMEOUT)
        .callTimeout(CALL_TIMEOUT)
        .build();
  }

  private static Response endingUnused(ConnectionPool connections, Interceptor.Chain chain)
      throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      connections.evictAll();
      throw e;
    }
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
