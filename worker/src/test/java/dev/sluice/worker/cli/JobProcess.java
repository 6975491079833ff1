package dev.sluice.worker.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A driver or worker started by hand, as a process of its own. */
final class JobProcess implements AutoCloseable {
  private static final List<String> JVM =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m");
  private static final String MAIN = "dev.sluice.worker.cli.Sluice";

  private final Process process;
  private final Path errors;
  private final Path terminationLog;

  private JobProcess(Process process, Path errors, Path terminationLog) {
    this.process = process;
    this.errors = errors;
    this.terminationLog = terminationLog;
  }

  static JobProcess start(
      Path directory, String name, Map<String, String> environment, String... arguments) {
    var errors = directory.resolve(name + ".errors");
    var terminationLog = directory.resolve(name + ".reason");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    var command =
        Stream.of(List.of(java), JVM, List.of("-cp", classPath, MAIN), List.of(arguments))
            .flatMap(List::stream)
            .toList();
    var builder =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(directory.resolve(name + ".output").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("SLUICE_HTTP_PORT", "0");
    builder.environment().put("SLUICE_DATA_PORT", "0");
    builder.environment().put("SLUICE_TERMINATION_LOG", terminationLog.toString());
    try {
      return new JobProcess(builder.start(), errors, terminationLog);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Freezes the process, as a node that hangs or a debugger does. */
  void pause() throws Exception {
    signal("STOP");
  }

  void resume() throws Exception {
    signal("CONT");
  }

  /** Asks the process to end, as a kubelet does first. */
  void terminate() {
    process.destroy();
  }

  private void signal(String name) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill -" + name + " failed");
    }
  }

  /** Waits for the end; returns the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still runs; it said: " + errors());
    }
    return process.exitValue();
  }

  String errors() {
    return read(errors);
  }

  /** What the process has left for whoever started it. */
  String reason() {
    return read(terminationLog);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
