package dev.sluice.cluster.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Posts a line as often a second as a file says, which it reads before each. Every post has a
 * connection of its own, so that a Service spreads them, and does not wait for the one before.
 */
final class Poster implements AutoCloseable {
  private static final int MOST_UNDER_WAY = 32;
  private static final int TIMEOUT_MILLIS = 20_000;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(MOST_UNDER_WAY);
  private final URI target;
  private final Path rate;

  Poster(URI target, Path rate) {
    this.target = target;
    this.rate = rate;
  }

  void begin() {
    var unused = threads.schedule(this::next, 1, TimeUnit.SECONDS);
  }

  private void next() {
    try {
      int perSecond = Math.max(1, Integer.parseInt(Files.readString(rate).strip()));
      var unused =
          threads.schedule(
              this::next, TimeUnit.SECONDS.toMicros(1) / perSecond, TimeUnit.MICROSECONDS);
      post();
    } catch (IOException | RuntimeException e) {
      System.err.println("a post failed: " + e);
    }
  }

  private void post() throws IOException {
    var connection = (HttpURLConnection) target.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Connection", "close");
    connection.setDoOutput(true);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.getOutputStream().write("a line\n".getBytes(StandardCharsets.UTF_8));
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException("status " + status);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
