package dev.sluice.bench.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The manifest of a job of {@code sluice run}: a driver, two executors, an S3 server.
 *
 * @param name of the job
 * @param mainClass its program, in the jar of this project's benchmarks
 * @param argument the first argument of the program; the options follow
 * @param options NAME=NUMBER
 */
record Manifest(String name, String mainClass, String argument, Map<String, String> options) {
  private static final String TEXT =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: %1$s
        annotations:
          local.sluice.dev/jar: %2$s
      spec:
        image: sluice:bench
        application:
          mainClass: %3$s
          jarURI: local:///opt/app/bench.jar
          args: [%4$s]
        batchIntervalMillis: %5$d
        configuration:
          default.parallelism: "2"
        checkpoint:
          location: s3://sluice/%1$s
          periodSeconds: %6$d
          s3:
            endpoint: http://s3:9000
            pathStyleAccess: true
          credentialsSecretRef:
            name: %1$s-s3
        executors:
          replicas: 2
      """;

  /** Writes it to a file of a directory. */
  Path write(Path directory, Path root, long intervalMillis, int checkpointSeconds)
      throws IOException {
    var arguments =
        Stream.concat(
                Stream.of(argument),
                options.entrySet().stream()
                    .map(option -> option.getKey() + "=" + option.getValue()))
            .map(word -> '"' + word + '"')
            .collect(Collectors.joining(", "));
    var text =
        TEXT.formatted(name, jar(root), mainClass, arguments, intervalMillis, checkpointSeconds);
    return Files.writeString(directory.resolve("streamingjob.yaml"), text);
  }

  private static Path jar(Path root) throws IOException {
    try (var files = Files.list(root.resolve("bench/sluice/target"))) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      return jars.stream()
          .findFirst()
          .orElseThrow(() -> new UsageException("bench/sluice has no jar: delete its target"));
    }
  }
}
