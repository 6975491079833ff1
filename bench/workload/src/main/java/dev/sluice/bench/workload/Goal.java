package dev.sluice.bench.workload;

import java.util.Optional;

/** How a workload's progress is read and its result checked. */
public interface Goal {
  /** What is counted, such as {@code lines}. */
  String unit();

  /** Units whose result has arrived; never less than before. */
  long progress();

  /** Whether the results of all that was emitted have arrived. */
  boolean isDrained();

  /** Compares the results with a recount; says what is wrong, or nothing. */
  Optional<String> problem();
}
