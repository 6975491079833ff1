package dev.sluice.worker.driver.shared;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.broadcast.Broadcast;
import dev.sluice.runtime.SharedVariables;
import org.jspecify.annotations.Nullable;

/**
 * The shared variables of a job; there before the job starts. Thread-safe.
 *
 * @param broadcasts its broadcast values
 * @param accumulators its accumulators
 */
public record SharedState(DriverBroadcasts broadcasts, Accumulators accumulators)
    implements SharedVariables {
  /** Makes the state of a new job. */
  public SharedState() {
    this(new DriverBroadcasts(), new Accumulators());
  }

  @Override
  public <T> Broadcast<T> broadcast(T value) {
    return broadcasts.add(value);
  }

  @Override
  public void register(AccumulatorV2<?, ?> accumulator, @Nullable String name) {
    accumulators.register(accumulator, name);
  }
}
