package dev.sluice.worker.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process of the run, from its start to its end. Thread-safe. */
final class ManagedProcess {
  private final ProcessSpec spec;
  private final Process process;
  private final Thread pump;

  private ManagedProcess(ProcessSpec spec, Process process) {
    this.spec = spec;
    this.process = process;
    this.pump = new Thread(this::pumpOutput, "output-of-" + spec.name());
    this.pump.setDaemon(true);
  }

  /**
   * Starts a process. Its standard input is a pipe that ends with this process.
   *
   * @throws LaunchException if it can't be started
   */
  static ManagedProcess start(ProcessSpec spec) {
    var builder = new ProcessBuilder(spec.command());
    builder.directory(spec.directory().toFile());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    builder.environment().putAll(spec.environment());
    builder.environment().put(LauncherWatch.VARIABLE, "true");
    try {
      var process = new ManagedProcess(spec, builder.start());
      process.pump.start();
      return process;
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.UNAVAILABLE, "%s can't be started: %s".formatted(spec.name(), e), e);
    }
  }

  private void pumpOutput() {
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        spec.output().accept(line);
      }
    } catch (IOException e) {
      // the process is gone, and its output with it
    }
  }

  String name() {
    return spec.name();
  }

  ProcessSpec spec() {
    return spec;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@return its exit code, once it has ended and all its output was passed on} */
  CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(ended -> afterOutput(ended.exitValue()));
  }

  private int afterOutput(int code) {
    try {
      pump.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return code;
  }

  /**
   * Asks it to end (SIGTERM). Not by {@link Process#destroy}, which also closes the pipe whose end
   * tells the process that its launcher is gone.
   */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Ends it without asking (SIGKILL). */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end, and kills it when it takes too long. */
  void awaitEnd(long timeoutMillis) {
    try {
      if (!process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS)) {
        kill();
        process.waitFor();
      }
      pump.join(1_000);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
