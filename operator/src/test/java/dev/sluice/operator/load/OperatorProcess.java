package dev.sluice.operator.load;

import dev.sluice.operator.cluster.LiveHeap;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged operator with the JVM options of its image, in the memory that the chart gives. */
final class OperatorProcess implements AutoCloseable {
  private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Path SCRIPT =
      Path.of("..", "image", "src", "main", "rootfs", "opt", "sluice", "bin", "sluice-operator");
  private static final double KIB_PER_MIB = 1024;

  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  OperatorProcess(Map<String, String> environment, Path log) throws IOException {
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:MaxRAM=512m");
    command.addAll(options());
    command.addAll(List.of("-jar", APPLICATION.toAbsolutePath().toString()));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Path key = log.resolveSibling("http-key");
    Files.writeString(key, "k".repeat(64));
    builder.environment().put("SLUICE_JOB_HTTP_KEY_FILE", key.toString());
    builder.environment().putAll(environment);
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    process = builder.start();
  }

  private static List<String> options() throws IOException {
    return Files.readAllLines(SCRIPT).stream()
        .map(line -> line.replace('\\', ' ').strip())
        .filter(line -> line.startsWith("-X") || line.startsWith("-D"))
        .toList();
  }

  boolean isReady() {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Processor time that it has taken. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** The most memory that it has had resident, in MiB. */
  double mostMemory() throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB;
      }
    }
    throw new IOException("no VmHWM in the status of process " + process.pid());
  }

  /**
   * What it holds, after a full collection.
   *
   * @param histogram takes all of it
   */
  LiveHeap heap(Path histogram) throws IOException {
    return LiveHeap.of(process, histogram);
  }

  /** Ends it as {@code kill -9} does. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
