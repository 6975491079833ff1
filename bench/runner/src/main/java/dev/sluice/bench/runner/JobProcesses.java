package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The small batches as a job of {@code sluice run}: a driver and two executors, mutual TLS, S3. */
final class JobProcesses {
  private static final String RESULT = "RESULT ";
  private static final int CHECKPOINT_SECONDS = 10;

  private final Path root;
  private final Map<String, String> options;

  JobProcesses(Path root, Map<String, String> options) {
    this.root = root;
    this.options = options;
  }

  ObjectNode run() throws IOException, InterruptedException {
    try (var scratch = ScratchDirectory.create()) {
      var interval = Long.parseLong(options.getOrDefault("intervalMillis", "10"));
      var manifest =
          new Manifest(
                  "overhead",
                  Engine.SLUICE_PROCESSES.mainClass(Workload.OVERHEAD.program()),
                  "processes",
                  options)
              .write(scratch.path(), root, interval, CHECKPOINT_SECONDS);
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

  private static ObjectNode read(String line) throws IOException {
    var json = line.substring(line.indexOf(RESULT) + RESULT.length());
    return (ObjectNode) new ObjectMapper().readTree(json);
  }
}
