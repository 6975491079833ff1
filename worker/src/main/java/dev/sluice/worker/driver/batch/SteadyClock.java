package dev.sluice.worker.driver.batch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The clock of the machine without its jumps: it never goes back, and goes on whatever is done to
 * the machine's clock. What it differs from that one is made up for little by little. Thread-safe.
 *
 * @see <a href="docs/adr/0033-clocks.md">ADR 33</a>
 */
public final class SteadyClock extends Clock {
  /** What it makes up for in a second is at most this part of it. */
  private static final long SLEW_PART = 10;

  private final LongSupplier machineMillis;
  private final LongSupplier nanoTime;
  private final boolean jumpsForward;
  private long readNanos;
  private long nowNanos;

  private SteadyClock(LongSupplier machineMillis, LongSupplier nanoTime, boolean jumpsForward) {
    this.machineMillis = machineMillis;
    this.nanoTime = nanoTime;
    this.jumpsForward = jumpsForward;
    this.readNanos = nanoTime.getAsLong();
    this.nowNanos = MILLISECONDS.toNanos(machineMillis.getAsLong());
  }

  /**
   * A clock for time-outs and durations: neither a jump back nor one forward shows.
   *
   * @param machineMillis the machine's clock
   * @param nanoTime as {@link System#nanoTime}
   */
  public static SteadyClock forDurations(LongSupplier machineMillis, LongSupplier nanoTime) {
    return new SteadyClock(machineMillis, nanoTime, false);
  }

  /**
   * A clock for the times of batches: with the machine's clock it jumps forward, so that all
   * batches that are due by that are cut, but not back.
   *
   * @param machineMillis the machine's clock
   * @param nanoTime as {@link System#nanoTime}
   */
  public static SteadyClock forBatches(LongSupplier machineMillis, LongSupplier nanoTime) {
    return new SteadyClock(machineMillis, nanoTime, true);
  }

  @Override
  public synchronized long millis() {
    var nanos = nanoTime.getAsLong();
    var elapsed = nanos - readNanos;
    var ahead = nowNanos + elapsed - MILLISECONDS.toNanos(machineMillis.getAsLong());
    var most = elapsed / SLEW_PART;
    readNanos = nanos;
    nowNanos += elapsed - Math.max(jumpsForward ? Long.MIN_VALUE : -most, Math.min(most, ahead));
    return NANOSECONDS.toMillis(nowNanos);
  }

  /** Goes on from a time if that is later than its own. */
  public synchronized void notBefore(long timeMillis) {
    if (timeMillis > millis()) {
      nowNanos = MILLISECONDS.toNanos(timeMillis);
    }
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the driver's times are in UTC");
  }
}
