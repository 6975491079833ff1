package dev.sluice.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program beside the cluster, such as the store; it ends with the test. */
final class LocalProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private LocalProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a program whose output goes to a file. */
  static LocalProcess start(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new LocalProcess(builder.start(), log);
  }

  /** Returns the number that a line of the output ends with, once there is such a line. */
  int portAfter(String line) {
    var pattern =
        Pattern.compile(Pattern.quote(line) + "\\S*?([0-9]+)\\.?\\s*$", Pattern.MULTILINE);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(output()).containsPattern(pattern));
    Matcher matcher = pattern.matcher(output());
    if (!matcher.find()) {
      throw new IllegalStateException("no line \"" + line + "\" in " + log);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Waits for the end of the program and returns what it printed. */
  String finished() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException("failed or did not end: " + output());
    }
    return output();
  }

  private String output() {
    try {
      return Files.exists(log) ? new String(Files.readAllBytes(log), UTF_8) : "";
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + log, e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
