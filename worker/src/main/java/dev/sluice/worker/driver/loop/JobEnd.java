package dev.sluice.worker.driver.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees what a job is made of. */
final class JobEnd {
  private static final Logger LOG = LoggerFactory.getLogger(JobEnd.class);

  private JobEnd() {}

  /** Closes all parts, the newest first, whatever one of them says. */
  static void closeAll(Deque<AutoCloseable> closing) {
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        LOG.debug("a part of the driver did not close", e);
      }
    }
  }

  /** Deletes a directory and what is in it. */
  static void deleteTree(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
