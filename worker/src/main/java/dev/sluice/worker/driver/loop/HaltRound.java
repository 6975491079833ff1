package dev.sluice.worker.driver.loop;

import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Halt;
import dev.sluice.worker.control.wire.Halted;
import dev.sluice.worker.driver.workers.Held;
import dev.sluice.worker.driver.workers.Worker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Has executors end their work before a generation, and say what they hold. Owned by the loop. */
final class HaltRound {
  /** An executor that says nothing for so long holds nothing. */
  private static final long PATIENCE_MILLIS = 1_000;

  private final Set<String> awaited = new HashSet<>();
  private final Map<String, Held> held = new HashMap<>();
  private long generation;
  private long untilMillis;

  /** Asks all executors. */
  void begin(long next, List<Worker> executors, long nowMillis) {
    generation = next;
    awaited.clear();
    held.clear();
    executors.forEach(executor -> ask(executor, nowMillis));
  }

  /** Asks one that has come. */
  void ask(Worker executor, long nowMillis) {
    held.remove(executor.id());
    awaited.add(executor.id());
    untilMillis = nowMillis + PATIENCE_MILLIS;
    executor.send(DriverMessage.newBuilder().setHalt(Halt.newBuilder().setGeneration(generation)));
  }

  void left(String executor) {
    awaited.remove(executor);
    held.remove(executor);
  }

  void halted(String executor, Halted message) {
    if (message.getGeneration() == generation && awaited.remove(executor) && message.hasHolding()) {
      held.put(executor, Held.of(message.getHolding()));
    }
  }

  /** Until when it has to be waited for answers; not in the future if not at all. */
  long waitsUntilMillis() {
    return awaited.isEmpty() ? 0 : untilMillis;
  }

  Optional<Held> of(String executor) {
    return Optional.ofNullable(held.get(executor));
  }

  boolean isAnythingHeld() {
    return !held.isEmpty();
  }
}
