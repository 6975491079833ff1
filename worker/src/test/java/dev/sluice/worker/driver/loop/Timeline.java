package dev.sluice.worker.driver.loop;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.Random;

/** Virtual time: what is to happen happens in its order, on the thread of the test. */
final class Timeline extends Clock {
  private record Event(long time, long number, Runnable step) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      var order = Long.compare(time, other.time);
      return order == 0 ? Long.compare(number, other.number) : order;
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Random random;
  private long now;
  private long steps;

  Timeline(long startMillis, Random random) {
    this.now = startMillis;
    this.random = random;
  }

  void at(long timeMillis, Runnable step) {
    events.add(new Event(Math.max(now, timeMillis), steps++, step));
  }

  void in(long fromMillis, long toMillis, Runnable step) {
    at(now + between(fromMillis, toMillis), step);
  }

  long between(long from, long to) {
    return from + random.nextLong(to - from + 1);
  }

  /** Does the next step; returns false when nothing is left. */
  boolean step() {
    var next = events.poll();
    if (next == null) {
      return false;
    }
    now = next.time();
    next.step().run();
    return true;
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  /** A way on which messages do not overtake each other. */
  final class Link {
    private final long slowest;
    private long last;

    Link(long slowestMillis) {
      slowest = slowestMillis;
    }

    void send(Runnable arrival) {
      last = Math.max(last, now + between(0, slowest));
      at(last, arrival);
    }
  }
}
