package dev.sluice.chaos.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime calls in place of the clock of the machine: that clock, shifted by as many
 * milliseconds as a file named by this process's id says. Thread-safe.
 */
public final class ShiftedTime {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static @Nullable Path file;
  private static long shiftMillis;
  private static long lookedNanos;

  private ShiftedTime() {}

  /** Follows the file of this process in a directory. */
  static synchronized void follow(Path directory) {
    file = directory.resolve(Long.toString(ProcessHandle.current().pid()));
    lookedNanos = System.nanoTime() - LOOK_NANOS;
  }

  /** {@return in place of {@link System#currentTimeMillis}} */
  public static long currentTimeMillis() {
    return System.currentTimeMillis() + shiftMillis();
  }

  /** {@return in place of {@link Instant#now()}} */
  public static Instant now() {
    return Instant.now().plusMillis(shiftMillis());
  }

  /** {@return in place of {@link Clock#systemUTC}} */
  public static Clock systemUTC() {
    return new ShiftedClock();
  }

  private static synchronized long shiftMillis() {
    var source = file;
    var now = System.nanoTime();
    if (source != null && now - lookedNanos >= LOOK_NANOS) {
      lookedNanos = now;
      shiftMillis = read(source);
    }
    return shiftMillis;
  }

  private static long read(Path source) {
    try {
      return Files.exists(source) ? Long.parseLong(Files.readString(source).trim()) : 0;
    } catch (IOException | NumberFormatException e) {
      return shiftMillis; // it is being replaced
    }
  }

  private static final class ShiftedClock extends Clock {
    @Override
    public Instant instant() {
      return now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("a shifted clock is in UTC");
    }
  }
}
