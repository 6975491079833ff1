package dev.sluice.examples.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade on a laptop: the jar is changed, and {@code sluice run --resume} goes on. */
@Timeout(180)
class ResumedJarIT {
  private static final String MANIFEST =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: visits
        annotations:
          local.sluice.dev/jar: %s
      spec:
        image: visits:1
        application:
          mainClass: app.Program
          jarURI: local:///opt/app/visits.jar
          args: ["%s"]
        batchIntervalMillis: 100
        checkpoint:
          location: s3://sluice/visits
          periodSeconds: 1
          s3:
            endpoint: http://s3:9000
            pathStyleAccess: true
          credentialsSecretRef:
            name: visits-s3
        executors:
          replicas: 1
      """;

  @TempDir private Path directory = Path.of("");

  @Test
  void goesOnFromTheStateOfTheVersionBefore() throws Exception {
    var jar = directory.resolve("visits.jar");
    var counts = directory.resolve("counts");

    ProgramVersion.pack(jar, directory, "first", "", "");
    var first = run(jar, counts);
    assertThat(first.exitCode()).describedAs(first.output() + first.errors()).isZero();
    ProgramVersion.pack(jar, directory, "second", ", String label", ", \"new\"");
    var second = run(jar, counts, "--resume");
    assertThat(second.exitCode()).describedAs(second.output() + second.errors()).isZero();

    var lines = Files.readAllLines(counts);
    assertThat(lines.get(0)).isEqualTo("first 2");
    assertThat(lines.get(lines.size() - 1)).startsWith("second ");
    assertThat(numbers(lines)).isEqualTo(expected(lines.size()));
  }

  private SluiceRun run(Path jar, Path counts, String... more)
      throws IOException, InterruptedException {
    var manifest =
        Files.writeString(directory.resolve("job.yaml"), MANIFEST.formatted(jar, counts));
    var arguments =
        new ArrayList<>(List.of("run", manifest.toString(), "--duration", "2", "--state"));
    arguments.add(directory.resolve("state").toString());
    arguments.addAll(List.of(more));
    return Example.WORDCOUNT.run(directory, arguments.toArray(String[]::new));
  }

  private static List<Long> numbers(List<String> lines) {
    return lines.stream().map(line -> Long.parseLong(line.split(" ", 2)[1])).toList();
  }

  /** Each batch adds two, once: none is lost between the versions and none comes twice. */
  private static List<Long> expected(int batches) {
    var expected = new ArrayList<Long>();
    for (var batch = 1L; batch <= batches; batch++) {
      expected.add(2 * batch);
    }
    return expected;
  }
}
