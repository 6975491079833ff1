package dev.sluice.chaos.feed;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The other source of the job: files of numbers that appear, whole, in the directory of the S3
 * server. Not thread-safe.
 */
public final class FileFeed {
  /** The numbers in files begin here. */
  public static final long FIRST = 1_000_000_000L;

  private static final int NUMBERS_A_FILE = 50;

  private final Path staging;
  private final Path directory;
  private long next = FIRST;

  /**
   * Makes the feed.
   *
   * @param staging a directory in the same file system, not seen by the job
   * @param directory where the files appear
   */
  public FileFeed(Path staging, Path directory) {
    this.staging = staging;
    this.directory = directory;
  }

  /** Gives the next file. */
  public void give() throws IOException {
    Files.createDirectories(staging);
    Files.createDirectories(directory);
    var end = next + NUMBERS_A_FILE;
    var name = "%d.txt".formatted(next);
    var lines =
        LongStream.range(next, end).mapToObj(Long::toString).collect(Collectors.joining("\n"));
    var file = Files.writeString(staging.resolve(name), lines + "\n");
    Files.move(file, directory.resolve(name), ATOMIC_MOVE);
    next = end;
  }

  /** {@return the number after the last that was given} */
  public long end() {
    return next;
  }
}
