package dev.sluice.worker.launch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.Optional;

/** Asks a driver how it is doing. */
final class StatusPoll {
  private static final int CONNECT_TIMEOUT_MILLIS = 200;
  private static final int READ_TIMEOUT_MILLIS = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URL url;

  StatusPoll(int httpPort) {
    try {
      url = URI.create(pages(httpPort) + "api/v1/status").toURL();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a port: " + httpPort, e);
    }
  }

  /** {@return where a driver shows what it does} */
  static String pages(int httpPort) {
    return "http://" + LocalPorts.HOST + ":" + httpPort + "/";
  }

  /** {@return the status, or empty when the driver does not answer} */
  Optional<JobStatus> ask() {
    try {
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
      connection.setReadTimeout(READ_TIMEOUT_MILLIS);
      try (var body = connection.getInputStream()) {
        return Optional.of(JobStatus.of(JSON.readTree(body)));
      }
    } catch (IOException e) {
      return Optional.empty(); // starting, or gone: the next poll tells
    }
  }
}
