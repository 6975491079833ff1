package dev.sluice.chaos.fault;

import dev.sluice.chaos.process.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Sets the clocks of processes, as far as the runtime's own classes see them. */
final class ProcessClocks implements AutoCloseable {
  private final RunDirectory directory;
  private final List<Long> set = new ArrayList<>();

  ProcessClocks(RunDirectory directory) {
    this.directory = directory;
  }

  /** Sets the clock of a process off by so much. */
  void set(long pid, long millis) throws IOException {
    set.add(pid);
    write(pid, millis);
  }

  private void write(long pid, long millis) throws IOException {
    var written = directory.clocks().resolve(pid + ".new");
    Files.writeString(written, Long.toString(millis));
    Files.move(
        written, directory.clocks().resolve(Long.toString(pid)), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Sets all clocks right. */
  @Override
  public void close() {
    try {
      for (var pid : set) {
        write(pid, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    set.clear();
  }
}
