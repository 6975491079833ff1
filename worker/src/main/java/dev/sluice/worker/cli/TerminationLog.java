package dev.sluice.worker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves the one-line reason of a process' end where its operator or launcher looks for it. */
final class TerminationLog {
  private static final Logger LOG = LoggerFactory.getLogger(TerminationLog.class);
  private static final int LONGEST = 1_024;

  private TerminationLog() {}

  static void write(Optional<Path> file, String reason) {
    file.ifPresent(path -> write(path, reason.substring(0, Math.min(reason.length(), LONGEST))));
  }

  private static void write(Path file, String reason) {
    try {
      Files.writeString(file, reason);
    } catch (IOException e) {
      LOG.warn("the reason of the end can't be written to {}: {}", file, e.toString());
    }
  }
}
