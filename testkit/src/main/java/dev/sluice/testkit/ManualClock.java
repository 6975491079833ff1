package dev.sluice.testkit;

import dev.sluice.worker.driver.batch.JobClock;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands at 0 until it is turned. Thread-safe. */
final class ManualClock implements JobClock {
  private record Waiting(long timeMillis, Runnable event, Timer timer) {}

  private final List<Waiting> waiting = new ArrayList<>();
  private long now;

  @Override
  public synchronized long millis() {
    return now;
  }

  @Override
  public synchronized void callAt(long timeMillis, Runnable event, Timer timer) {
    waiting.add(new Waiting(timeMillis, event, timer));
    callDue();
  }

  /** Turns the clock forward; returns the time it shows then. */
  synchronized long advance(long millis) {
    now += millis;
    callDue();
    return now;
  }

  private void callDue() {
    var due = waiting.stream().filter(event -> event.timeMillis() <= now).toList();
    waiting.removeAll(due);
    due.forEach(event -> event.timer().schedule(0, event.event()));
  }
}
