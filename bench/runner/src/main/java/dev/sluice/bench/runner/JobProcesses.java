package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The small batches as a job of {@code sluice run}: a driver and two executors, mutual TLS, S3. */
final class JobProcesses {
  private static final String RESULT = "RESULT ";
  private static final String MANIFEST =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: overhead
        annotations:
          local.sluice.dev/jar: %s
      spec:
        image: sluice:bench
        application:
          mainClass: dev.sluice.bench.sluice.SmallBatches
          jarURI: local:///opt/app/bench.jar
          args: [%s]
        batchIntervalMillis: %s
        configuration:
          default.parallelism: "2"
        checkpoint:
          location: s3://sluice/overhead
          periodSeconds: 10
          s3:
            endpoint: http://s3:9000
            pathStyleAccess: true
          credentialsSecretRef:
            name: overhead-s3
        executors:
          replicas: 2
      """;

  private final Path root;
  private final Map<String, String> options;

  JobProcesses(Path root, Map<String, String> options) {
    this.root = root;
    this.options = options;
  }

  ObjectNode run() throws IOException, InterruptedException {
    try (var scratch = ScratchDirectory.create()) {
      var manifest =
          Files.writeString(scratch.path().resolve("streamingjob.yaml"), manifest(jar(root)));
      var state = scratch.path().resolve("state").toString();
      var outcome =
          new SluiceCommand(root).run(scratch.path(), "run", manifest.toString(), "--state", state);
      var lines = outcome.lines();
      var result = lines.stream().filter(line -> line.contains(RESULT)).findFirst();
      return result.isPresent()
          ? read(result.get())
          : EngineJvm.problem(
              "exit "
                  + outcome.exit()
                  + ": "
                  + (lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
    }
  }

  private String manifest(Path jar) {
    var arguments =
        options.entrySet().stream()
            .map(option -> ", \"" + option.getKey() + "=" + option.getValue() + '"')
            .collect(Collectors.joining());
    var interval = options.getOrDefault("intervalMillis", "10");
    return MANIFEST.formatted(jar, "\"processes\"" + arguments, interval);
  }

  static Path jar(Path root) throws IOException {
    try (var files = Files.list(root.resolve("bench/sluice/target"))) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      return jars.stream()
          .findFirst()
          .orElseThrow(() -> new UsageException("bench/sluice has no jar: delete its target"));
    }
  }

  private static ObjectNode read(String line) throws IOException {
    var json = line.substring(line.indexOf(RESULT) + RESULT.length());
    return (ObjectNode) new ObjectMapper().readTree(json);
  }
}
