package dev.sluice.chaos.job;

import dev.sluice.function.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gives numbers as they are, but comes to no end while there is a file with the id of its process.
 * Heeds an interrupt.
 */
final class SlowNumbers implements Function<Long, Long> {
  private static final long serialVersionUID = 1L;
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final long LOOK_MILLIS = 20;

  private final String directory;

  SlowNumbers(String directory) {
    this.directory = directory;
  }

  @Override
  public Long call(Long number) throws InterruptedException {
    var file = Path.of(directory, Long.toString(ProcessHandle.current().pid()));
    while (Files.exists(file)) {
      NEVER.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return number;
  }
}
