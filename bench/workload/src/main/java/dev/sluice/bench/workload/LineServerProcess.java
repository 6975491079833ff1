package dev.sluice.bench.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The process of a {@link LineServer} that this JVM started; it ends with this JVM. */
public final class LineServerProcess {
  private final Process process;
  private final BufferedReader answers;
  private final int port;

  private LineServerProcess(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    this.port = (int) number();
  }

  /** Starts the server with the rate of the option {@code rate}; 0 is as fast as it is read. */
  public static LineServerProcess start() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    var rate = Integer.toString(Options.number("rate", 0));
    var command =
        List.of(
            java,
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            LineServer.class.getName(),
            rate);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new LineServerProcess(process);
  }

  /** The port that it listens on, on the loopback interface. */
  public int port() {
    return port;
  }

  /** Ends the lines and notes how many there were as what source 0 emitted. */
  public void stop() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the line server is gone", e);
    }
    Tally.emitted(0).set(number());
  }

  /** The same, and ends the connection, at which some engines give what they hold back. */
  public void stopAndClose() {
    stop();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("the line server is gone", e);
    }
  }

  private long number() {
    try {
      var line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the line server is gone");
      }
      return Long.parseLong(line);
    } catch (IOException e) {
      throw new UncheckedIOException("the line server does not answer", e);
    }
  }
}
