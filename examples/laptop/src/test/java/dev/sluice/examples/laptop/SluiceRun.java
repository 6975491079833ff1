package dev.sluice.examples.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of {@code ./sluice} as a user would start it.
 *
 * @param exitCode how it ended
 * @param output its standard output
 * @param errors its standard error
 */
record SluiceRun(int exitCode, String output, String errors) {
  private static final Path SLUICE = Path.of("../../sluice").toAbsolutePath().normalize();
  private static final long TIMEOUT_SECONDS = 150;

  /**
   * Runs a command to its end.
   *
   * @param home the directory that the user is in
   * @param directory for what it prints
   * @param environment variables beside those of this process
   * @param arguments the command line
   * @return how it ended and what it printed
   * @throws IOException if it can't be started
   * @throws InterruptedException if the test is interrupted
   */
  static SluiceRun of(
      Path home, Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    var output = directory.resolve("output.txt");
    var errors = directory.resolve("errors.txt");
    var command = new ArrayList<>(List.of(SLUICE.toString()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
          .describedAs("ended; so far: " + Files.readString(output))
          .isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new SluiceRun(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  /** {@return the one line that says why it failed} */
  String error() {
    var lines = errors.lines().filter(line -> !line.startsWith("sluice: building")).toList();
    assertThat(lines).describedAs("one line of error").hasSize(1);
    return lines.get(0);
  }
}
