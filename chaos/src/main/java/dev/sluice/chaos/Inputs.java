package dev.sluice.chaos;

import dev.sluice.chaos.feed.FileFeed;
import dev.sluice.chaos.feed.NumberFeed;
import dev.sluice.chaos.job.ChaosJob;
import dev.sluice.chaos.process.RunDirectory;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Both sources of the job, and what they gave. Used by one thread. */
final class Inputs implements AutoCloseable {
  private static final long FILE_PERIOD_NANOS = 400_000_000;

  private final NumberFeed numbers = new NumberFeed();
  private final FileFeed files;
  private long lastFileAt = System.nanoTime();
  private boolean givesFiles;

  Inputs(RunDirectory directory) throws IOException {
    files = new FileFeed(directory.staging(), directory.bucket().resolve(ChaosJob.INPUT));
  }

  int port() {
    return numbers.port();
  }

  /** Gives files from now on; one that was there before the job would not be new to it. */
  void beginFiles() {
    givesFiles = true;
  }

  /** Gives a file when it is time for the next. */
  void giveFileIfDue() {
    if (givesFiles && System.nanoTime() - lastFileAt > FILE_PERIOD_NANOS) {
      lastFileAt = System.nanoTime();
      try {
        files.give();
      } catch (IOException e) {
        // the disk is full: the same file is given later
      }
    }
  }

  /** Gives nothing that was not given before. */
  void finish() {
    givesFiles = false;
    var unused = numbers.finish();
  }

  /** Tells the job that this was all. */
  void end() {
    numbers.end();
  }

  /** {@return every number that came in} */
  Set<Long> given() {
    return LongStream.concat(
            LongStream.range(0, numbers.finish()), LongStream.range(FileFeed.FIRST, files.end()))
        .boxed()
        .collect(Collectors.toSet());
  }

  @Override
  public void close() throws IOException {
    numbers.close();
  }
}
