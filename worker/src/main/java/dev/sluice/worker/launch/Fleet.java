package dev.sluice.worker.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The processes of a run and their attempts. Used by the run's thread only. */
final class Fleet {
  private static final Duration HEALTHY = Duration.ofSeconds(10);
  private static final long STOP_TIMEOUT_MILLIS = 3_000;

  private final Map<Slot, Entry> entries = new LinkedHashMap<>();
  private final BiFunction<Slot, Integer, ProcessSpec> specs;
  private final Consumer<RunEvent> events;
  private final LongSupplier nanoTime;

  private static final class Entry {
    private int attempts;
    private int failures;
    private long startedAt;
    private @Nullable ManagedProcess process;
  }

  Fleet(
      BiFunction<Slot, Integer, ProcessSpec> specs,
      Consumer<RunEvent> events,
      LongSupplier nanoTime) {
    this.specs = specs;
    this.events = events;
    this.nanoTime = nanoTime;
  }

  /** Starts the next attempt of a slot. */
  ManagedProcess start(Slot slot) {
    var entry = entries.computeIfAbsent(slot, key -> new Entry());
    entry.attempts++;
    entry.startedAt = nanoTime.getAsLong();
    var process = ManagedProcess.start(specs.apply(slot, entry.attempts));
    entry.process = process;
    var unused =
        process
            .exit()
            .thenAccept(code -> events.accept(new RunEvent.ProcessEnded(slot, process, code)));
    return process;
  }

  /**
   * Notes the end of a slot's process.
   *
   * @return how many attempts failed before, one after another; empty if it is not the slot's
   *     newest process
   */
  Optional<Integer> ended(Slot slot, ManagedProcess process) {
    var entry = entries.get(slot);
    if (entry == null || entry.process != process) {
      return Optional.empty();
    }
    entry.process = null;
    if (nanoTime.getAsLong() - entry.startedAt > HEALTHY.toNanos()) {
      entry.failures = 0;
    }
    return Optional.of(entry.failures++);
  }

  /** {@return the running process of a slot} */
  Optional<ManagedProcess> running(Slot slot) {
    var entry = entries.get(slot);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.process);
  }

  /** {@return the attempts of a slot so far} */
  int attempts(Slot slot) {
    var entry = entries.get(slot);
    return entry == null ? 0 : entry.attempts;
  }

  /** Ends every process but those of one role, gracefully where that is quick. */
  void stopAllBut(@Nullable Role spared) {
    var processes = new ArrayList<ManagedProcess>();
    entries.forEach(
        (slot, entry) -> {
          if (slot.role() != spared && entry.process != null) {
            processes.add(entry.process);
            entry.process = null;
          }
        });
    stop(processes);
  }

  private static void stop(List<ManagedProcess> processes) {
    processes.forEach(ManagedProcess::terminate);
    processes.forEach(process -> process.awaitEnd(STOP_TIMEOUT_MILLIS));
  }
}
