package dev.sluice.chaos.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the driver again and again how it is doing, on a thread of its own. */
public final class StatusProbe implements AutoCloseable {
  private static final long PERIOD_MILLIS = 25;
  private static final int TIMEOUT_MILLIS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final URL url;
  private final Consumer<Status> listener;

  /**
   * Makes a probe that does not ask yet.
   *
   * @param httpPort where the driver serves its status
   * @param listener gets each answer
   */
  public StatusProbe(int httpPort, Consumer<Status> listener) throws IOException {
    this.url = URI.create("http://127.0.0.1:" + httpPort + "/api/v1/status").toURL();
    this.listener = listener;
  }

  /** Begins to ask. */
  public void start() {
    var unused = timer.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void ask() {
    try {
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (var body = connection.getInputStream()) {
        listener.accept(Status.of(JSON.readTree(body)));
      }
    } catch (IOException e) {
      // no driver at the moment: the next question tells
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
