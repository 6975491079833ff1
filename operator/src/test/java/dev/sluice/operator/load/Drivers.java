package dev.sluice.operator.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers for every driver, whatever its address: a job of one-second batches that is well. */
final class Drivers implements AutoCloseable {
  private static final int PORT = 4040;

  private final Map<String, Long> epochs = new ConcurrentHashMap<>();
  private final long begunMillis = System.currentTimeMillis();
  private final HttpServer server;

  Drivers() throws IOException {
    server = HttpServer.create(new InetSocketAddress("0.0.0.0", PORT), 1024);
    server.createContext("/api/v1/status", this::answer);
    server.start();
  }

  /** The epoch of each driver by its address; to be filled. */
  Map<String, Long> epochs() {
    return epochs;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var address = exchange.getLocalAddress().getAddress().getHostAddress();
    var now = System.currentTimeMillis();
    var batch = (now - begunMillis) / 1000 + 1;
    var body =
        """
        {"job":"x","epoch":%d,"state":"Running","executors":{"registered":1},"receivers":{"registered":1},
         "restore":{"resolved":"Empty"},
         "progress":{"batchIndex":%d,"batchTimeMillis":%d,"records":1000,"recordsPerSecond":1000.0,
           "processingMillis":200.5,"schedulingDelayMillis":0,"stateEntries":4000,"totalRecords":%d},
         "checkpoint":{"lastCompleted":{"id":%d,"path":"s3://bucket/x/checkpoints/%d","timeMillis":%d},
           "consecutiveFailures":0},"failure":null}\
        """
            .formatted(
                epochs.getOrDefault(address, 0L),
                batch,
                now,
                batch * 1000,
                batch / 10 + 1,
                batch / 10 + 1,
                now)
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
