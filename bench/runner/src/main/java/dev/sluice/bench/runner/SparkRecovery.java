package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The same counts in Spark's one JVM, which is killed and, since nothing else does, started again
 * at once.
 */
final class SparkRecovery {
  private static final String INTERVAL_MILLIS = "1000";

  /** Spark writes the state each tenth batch. */
  private static final int CALM_BATCHES = 12;

  private final EngineJvm jvms;
  private final Map<String, String> options;

  SparkRecovery(Path root, Map<String, String> options) {
    this.jvms = new EngineJvm(root);
    this.options = options;
  }

  /**
   * Kills the JVM a number of times.
   *
   * @param taker gets the result of each kill
   */
  void run(int kills, Consumer<ObjectNode> taker) throws IOException, InterruptedException {
    var interval = Long.parseLong(options.getOrDefault("intervalMillis", INTERVAL_MILLIS));
    try (var scratch = ScratchDirectory.create();
        var job = new Job(scratch.path())) {
      var batches = new BatchLines(scratch.path().resolve("batches"), interval);
      new Kills("JVM", batches, CALM_BATCHES).repeat(job, kills, taker);
    }
  }

  private final class Job implements KillableJob {
    private final Path directory;
    private Process process;

    private Job(Path directory) throws IOException {
      this.directory = directory;
      this.process = start(directory);
    }

    @Override
    public boolean kill() throws IOException, InterruptedException {
      process.destroyForcibly().waitFor();
      process = start(directory);
      return true;
    }

    @Override
    public boolean endedWithin(long millis) throws InterruptedException {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public String lastLine() {
      return EngineJvm.lastLine(log(directory));
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  private Process start(Path directory) throws IOException {
    return jvms.start(
        Engine.SPARK,
        "KeyedRecovery",
        Workload.RECOVERY,
        options,
        directory,
        log(directory),
        directory.toString());
  }

  private static Path log(Path directory) {
    return directory.resolve("run.log");
  }
}
