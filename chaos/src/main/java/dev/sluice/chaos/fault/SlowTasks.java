package dev.sluice.chaos.fault;

import dev.sluice.chaos.process.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Has the tasks of processes come to no end. */
public final class SlowTasks implements AutoCloseable {
  private static final String COPY = "runs a copy of it";

  private final RunDirectory directory;
  private final List<Path> files = new ArrayList<>();

  SlowTasks(RunDirectory directory) {
    this.directory = directory;
  }

  /** Begins it. */
  void begin(List<Long> pids) throws IOException {
    for (var pid : pids) {
      files.add(Files.createFile(directory.slowTasks().resolve(Long.toString(pid))));
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    try {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.clear();
  }

  /**
   * Counts the copies of tasks that the drivers of a run began.
   *
   * @param directory of the run
   * @return how many their logs tell of
   */
  public static long copies(RunDirectory directory) throws IOException {
    if (!Files.isDirectory(directory.state())) {
      return 0;
    }
    var copies = 0L;
    try (var files = Files.walk(directory.state())) {
      for (var file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        copies += Files.readString(file).lines().filter(line -> line.contains(COPY)).count();
      }
    }
    return copies;
  }
}
