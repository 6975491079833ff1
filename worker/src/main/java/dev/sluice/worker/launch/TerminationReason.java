package dev.sluice.worker.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what a process said about its end. */
final class TerminationReason {
  private static final String ERROR = "error: ";

  private TerminationReason() {}

  /** {@return the first line of a termination log, if there is one} */
  static Optional<String> read(Path file) {
    return content(file).lines().filter(line -> !line.isBlank()).findFirst();
  }

  /** {@return what follows {@code error:} in the last such line of a log} */
  static Optional<String> lastError(Path log) {
    return content(log)
        .lines()
        .filter(line -> line.startsWith(ERROR))
        .reduce((first, second) -> second)
        .map(line -> line.substring(ERROR.length()));
  }

  private static String content(Path file) {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      return ""; // without a reason the exit code has to do
    }
  }
}
