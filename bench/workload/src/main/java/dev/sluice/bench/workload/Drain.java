package dev.sluice.bench.workload;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for the results of all that was emitted. */
final class Drain {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private Drain() {}

  /** Returns what is missing after some seconds, or empty as soon as nothing is. */
  static Optional<String> of(Goal goal, long seconds) {
    return of(goal, 0, seconds);
  }

  /** The same, when at least a number of records is to be emitted. */
  static Optional<String> of(Goal goal, long emitted, long seconds) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    // Emission may go on for a moment after the order to stop, so it must hold twice.
    var drainedBefore = false;
    while (System.nanoTime() < deadline) {
      var drained = Tally.emitted() >= emitted && goal.isDrained();
      if (drained && drainedBefore) {
        return Optional.empty();
      }
      drainedBefore = drained;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    var wrong = goal.problem().orElse("nothing is wrong at the end");
    return Optional.of(
        "not drained in %d s: %d %s emitted, %d done; %s"
            .formatted(seconds, Tally.emitted(), goal.unit(), goal.progress(), wrong));
  }
}
