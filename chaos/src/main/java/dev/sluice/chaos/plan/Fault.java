package dev.sluice.chaos.plan;

/**
 * A fault of a run.
 *
 * @param kind what is done
 * @param atMillis when, after the first batch with records
 * @param durationMillis how long it lasts; 0 for what happens at once
 * @param seed draws the victim, and the fate of each request
 */
public record Fault(FaultKind kind, long atMillis, long durationMillis, long seed) {
  @Override
  public String toString() {
    return durationMillis == 0
        ? "%s at %d ms".formatted(kind.word(), atMillis)
        : "%s at %d ms for %d ms".formatted(kind.word(), atMillis, durationMillis);
  }
}
