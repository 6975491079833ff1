package dev.sluice.operator.kubelet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program that stands in for a Sluice process: it answers probes and {@code /api/v1/status} and
 * exits as files in its control directory (setting {@code test.control} of the manifest) tell.
 *
 * <p>A driver exits at once with the code in {@code exit}, if there is one, and with 66 if a
 * restore point is required and {@code checkpoint} is absent. What is in {@code load} is its load.
 * One that has a predecessor stands by until that does not answer any more. {@code GET /exit/CODE}
 * ends any of them.
 */
public final class StandIn {
  private static final Pattern CONTROL = Pattern.compile("test.control: \"?([^\"\\n]+)\"?");

  private static volatile boolean standsBy;

  private StandIn() {}

  /** Returns the mapping that starts this program for every container. */
  public static CommandMapping command() {
    return CommandMapping.of(
        CommandMapping.java(
            "-cp",
            StandIn.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
            StandIn.class.getName()));
  }

  /** Runs until told to exit. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> environment = System.getenv();
    String manifest = Files.readString(Path.of(environment.get("SLUICE_JOB_FILE")));
    Matcher matcher = CONTROL.matcher(manifest);
    Path control = matcher.find() ? Path.of(matcher.group(1)) : Path.of("none");
    boolean driver = arguments[0].equals("driver");
    if (driver) {
      refuse(environment, control);
    }
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                environment.get("SLUICE_BIND_ADDRESS"),
                Integer.parseInt(environment.get("SLUICE_HTTP_PORT"))),
            16);
    String epoch = environment.getOrDefault("SLUICE_EPOCH", "0");
    String predecessor = environment.getOrDefault("SLUICE_PREDECESSOR_ADDRESS", "");
    standsBy = !predecessor.isEmpty();
    server.createContext("/healthz", exchange -> answer(exchange, "alive"));
    server.createContext("/readyz", exchange -> answer(exchange, standsBy ? 503 : 200, "ready"));
    server.createContext("/api/v1/status", exchange -> answer(exchange, status(control, epoch)));
    server.createContext("/exit", StandIn::exit);
    server.start();
    if (standsBy) {
      awaitEnd(URI.create("http://" + predecessor.replace(":7077", ":4040") + "/healthz"));
      standsBy = false;
    }
    System.out.println("serving as " + String.join(" ", arguments) + ", epoch " + epoch);
    new CountDownLatch(1).await();
  }

  private static void awaitEnd(URI health) throws InterruptedException {
    var client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(1)).build();
    try {
      while (true) {
        client.send(request, HttpResponse.BodyHandlers.discarding());
        new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      System.out.println("the predecessor is gone: " + e);
    }
  }

  private static void refuse(Map<String, String> environment, Path control) throws IOException {
    Path exit = control.resolve("exit");
    if (Files.exists(exit)) {
      leave(Integer.parseInt(Files.readString(exit).strip()), "told by the test", environment);
    }
    if ("true".equals(environment.get("SLUICE_RESTORE_REQUIRED"))
        && !Files.exists(control.resolve("checkpoint"))) {
      leave(66, "No checkpoint was found", environment);
    }
  }

  private static void leave(int code, String message, Map<String, String> environment)
      throws IOException {
    Files.writeString(Path.of(environment.get("SLUICE_TERMINATION_LOG")), message);
    System.exit(code);
  }

  private static void exit(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    answer(exchange, "bye");
    leave(
        Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)),
        "told by the test",
        System.getenv());
  }

  private static String status(Path control, String epoch) throws IOException {
    Path load = control.resolve("load");
    Path checkpoint = control.resolve("checkpoint");
    String completed =
        Files.exists(checkpoint)
            ? "{\"id\":7,\"path\":\"%s\",\"timeMillis\":1000}"
                .formatted(Files.readString(checkpoint).strip())
            : "null";
    return """
    {"job":"x","epoch":%s,"state":"%s","executors":{"registered":9},"receivers":{"registered":9},"restore":{"resolved":"Empty"},
     "progress":{"batchIndex":3,"batchTimeMillis":3000,"records":5,"recordsPerSecond":5.0,
       "processingMillis":2.5,"schedulingDelayMillis":0,"stateEntries":4,"totalRecords":15},
     "checkpoint":{"lastCompleted":%s,"consecutiveFailures":0},"load":%s,"snapshots":[%s],"failure":null}\
    """
        .formatted(
            epoch,
            standsBy ? "Standby" : "Running",
            completed,
            Files.exists(load) ? Files.readString(load) : "null",
            snapshots(control));
  }

  /** Every snapshot is taken at once, or fails if the control directory has {@code broken}. */
  private static String snapshots(Path control) throws IOException {
    String file = System.getenv().getOrDefault("SLUICE_SNAPSHOT_REQUESTS", "");
    if (file.isEmpty() || !Files.exists(Path.of(file))) {
      return "";
    }
    boolean broken = Files.exists(control.resolve("broken"));
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> !line.isBlank())
        .map(line -> snapshot(line, broken))
        .collect(Collectors.joining(","));
  }

  private static String snapshot(String request, boolean broken) {
    String[] words = request.split(" ", -1);
    String state = words[0].equals("take") ? "Completed" : "Deleted";
    return """
    {"request":"%s","state":"%s","message":"told by the test","path":"savepoints/%s/checkpoints/00000000000000000007",
     "checkpoint":7,"batchIndex":3,"bytes":42}\
    """
        .formatted(request, broken ? "Failed" : state, words[1]);
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    answer(exchange, 200, text);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
