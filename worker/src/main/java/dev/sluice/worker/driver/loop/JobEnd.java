package dev.sluice.worker.driver.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees what a job is made of. Thread-safe once the job has been put together. */
final class JobEnd implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobEnd.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Has a part closed at the end, before those that were added earlier; returns it. */
  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /** Has a directory deleted at the end, with what is in it. */
  void delete(Path directory) {
    parts.push(() -> deleteTree(directory));
  }

  /** Closes all parts, the newest first, whatever one of them says. Idempotent. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.debug("a part of the driver did not close", e);
      }
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
