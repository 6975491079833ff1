package dev.sluice.chaos.fault;

import dev.sluice.chaos.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small file system in memory, which can be filled up. Used by one thread. */
public final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "size=128m";
  private static final int STEP = 64 * 1024;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** {@return whether this process may mount one} */
  public static boolean isThere(Path directory) throws IOException {
    var trial = Files.createDirectories(directory.resolve("mount"));
    try {
      return mount(trial).isSuccess();
    } finally {
      Command.run("umount", trial.toString());
      Files.delete(trial);
    }
  }

  /**
   * Makes one.
   *
   * @param directory where it is mounted; there, and empty
   */
  public static SmallDisk at(Path directory) throws IOException {
    var mounted = mount(directory);
    if (!mounted.isSuccess()) {
      throw new IOException("no file system at %s: %s".formatted(directory, mounted.output()));
    }
    return new SmallDisk(directory);
  }

  private static Command mount(Path directory) {
    return Command.run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", directory.toString());
  }

  /** Fills it to the last byte. */
  void fill() {
    for (var size = STEP; size > 0; size /= 16) {
      fill(new byte[size]);
    }
  }

  private void fill(byte[] step) {
    try (var out =
        Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(step);
      }
    } catch (IOException e) {
      // no more room for a step
    }
  }

  /** Makes room again. */
  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  @Override
  public void close() {
    Command.run("umount", "-l", directory.toString());
  }
}
