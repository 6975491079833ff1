package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A job with a million keys as processes: kills one of its processes again and again, and takes the
 * time to the output of the first batch that was cut after the kill. Every count that the job gives
 * out must be right.
 */
final class KeyedRecovery {
  private static final String MANIFEST =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: recovery
        annotations:
          local.sluice.dev/jar: %s
      spec:
        image: sluice:bench
        application:
          mainClass: dev.sluice.bench.sluice.KeyedRecovery
          jarURI: local:///opt/app/bench.jar
          args: [%s]
        batchIntervalMillis: %s
        configuration:
          default.parallelism: "2"
        checkpoint:
          location: s3://sluice/recovery
          periodSeconds: 1
          s3:
            endpoint: http://s3:9000
            pathStyleAccess: true
          credentialsSecretRef:
            name: recovery-s3
        executors:
          replicas: 2
      """;
  private static final long LONGEST_SECONDS = 60;
  private static final long LOOK_MILLIS = 5;

  /** Batches that follow each other in time before the next kill. */
  private static final int CALM_BATCHES = 30;

  private final Path root;
  private final Map<String, String> options;

  KeyedRecovery(Path root, Map<String, String> options) {
    this.root = root;
    this.options = options;
  }

  /**
   * Kills a process a number of times.
   *
   * @param role which one
   * @param taker gets the result of each kill
   */
  void run(String role, int kills, Consumer<ObjectNode> taker)
      throws IOException, InterruptedException {
    try (var scratch = ScratchDirectory.create()) {
      var manifest =
          Files.writeString(scratch.path().resolve("streamingjob.yaml"), manifest(scratch.path()));
      var state = scratch.path().resolve("state").toString();
      var batches = new BatchLines(scratch.path().resolve("batches"), intervalMillis());
      try (var job =
          new SluiceCommand(root)
              .start(scratch.path(), "run", manifest.toString(), "--state", state)) {
        for (var kill = 0; kill < kills; kill++) {
          var result = kill(job, role, batches);
          taker.accept(result);
          if (!result.path("verified").asBoolean()) {
            return;
          }
        }
      }
    }
  }

  private ObjectNode kill(SluiceCommand.Running job, String role, BatchLines batches)
      throws IOException, InterruptedException {
    var result = new ObjectMapper().createObjectNode().put("kill", role);
    if (!await(job, () -> batches.calm() >= CALM_BATCHES)) {
      return problem(result, "the job did not get going: " + job.lastLine());
    }
    var victim = victim(job, role);
    if (victim.isEmpty()) {
      return problem(result, "there is no %s to kill".formatted(role));
    }
    var killed = System.currentTimeMillis();
    victim.get().destroyForcibly();
    if (!await(job, () -> batches.after(killed).isPresent())) {
      return problem(result, "no batch after the kill: " + job.lastLine());
    }
    result.put("recoveryMillis", batches.after(killed).orElseThrow() - killed);
    result.put("batches", batches.count());
    return batches.wrong() == 0
        ? result.put("verified", true)
        : problem(result, batches.wrong() + " counts are wrong");
  }

  private static ObjectNode problem(ObjectNode result, String text) {
    return result.put("verified", false).put("problem", text);
  }

  private static Optional<ProcessHandle> victim(SluiceCommand.Running job, String role) {
    return job.process()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .filter(process -> words(process).contains(role))
        .findFirst();
  }

  private static List<String> words(ProcessHandle process) {
    try {
      var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return List.of(line.split("\0", -1));
    } catch (IOException e) {
      return List.of(); // it has just ended
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static boolean await(SluiceCommand.Running job, Condition condition)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.holds()) {
      if (System.nanoTime() > end || job.process().waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private long intervalMillis() {
    return Long.parseLong(options.getOrDefault("intervalMillis", "100"));
  }

  private String manifest(Path directory) throws IOException {
    var arguments =
        options.entrySet().stream()
            .map(option -> ", \"" + option.getKey() + "=" + option.getValue() + '"')
            .collect(Collectors.joining());
    return MANIFEST.formatted(
        JobProcesses.jar(root), '"' + directory.toString() + '"' + arguments, intervalMillis());
  }
}
