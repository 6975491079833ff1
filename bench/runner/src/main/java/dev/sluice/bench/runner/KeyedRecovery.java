package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A job with a million keys as processes of {@code sluice run}, one of which is killed. */
final class KeyedRecovery {
  private static final int CHECKPOINT_SECONDS = 1;

  /** Longer than what a process has to live so that its end is not taken for one of a series. */
  private static final long CALM_MILLIS = 11_000;

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
          new Manifest(
                  "recovery",
                  Engine.SLUICE_PROCESSES.mainClass(Workload.RECOVERY.program()),
                  scratch.path().toString(),
                  options)
              .write(scratch.path(), root, intervalMillis(), CHECKPOINT_SECONDS);
      var state = scratch.path().resolve("state").toString();
      var batches = new BatchLines(scratch.path().resolve("batches"), intervalMillis());
      try (var job =
          new Job(
              role,
              new SluiceCommand(root)
                  .start(scratch.path(), "run", manifest.toString(), "--state", state))) {
        new Kills(role, batches, (int) (CALM_MILLIS / intervalMillis())).repeat(job, kills, taker);
      }
    }
  }

  /** The command starts whatever was killed again. */
  private record Job(String role, SluiceCommand.Running command) implements KillableJob {
    @Override
    public boolean kill() {
      Optional<ProcessHandle> victim =
          command
              .process()
              .descendants()
              .filter(ProcessHandle::isAlive)
              .filter(process -> words(process).contains(role))
              .findFirst();
      victim.ifPresent(ProcessHandle::destroyForcibly);
      return victim.isPresent();
    }

    @Override
    public boolean endedWithin(long millis) throws InterruptedException {
      return command.process().waitFor(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public String lastLine() throws IOException {
      return command.lastLine();
    }

    @Override
    public void close() {
      command.close();
    }
  }

  private static List<String> words(ProcessHandle process) {
    try {
      var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return List.of(line.split("\0", -1));
    } catch (IOException e) {
      return List.of(); // it has just ended
    }
  }

  private long intervalMillis() {
    return Long.parseLong(options.getOrDefault("intervalMillis", "100"));
  }
}
