package dev.sluice.operator.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What polling a driver pod has brought.
 *
 * @param podName the pod
 * @param since when it answered last, or when polling it began
 * @param report its newest answer; null if it has not answered yet
 * @param load what that answer says of the load; null if it says nothing
 * @param refused whether it has answered since that it asks for another token than the operator has
 */
public record DriverContact(
    String podName,
    Instant since,
    @Nullable DriverReport report,
    @Nullable DriverLoad load,
    boolean refused) {
  /** Knows nothing of the load. */
  public DriverContact(String podName, Instant since, @Nullable DriverReport report) {
    this(podName, since, report, null);
  }

  /** It does not ask for another token. */
  public DriverContact(
      String podName, Instant since, @Nullable DriverReport report, @Nullable DriverLoad load) {
    this(podName, since, report, load, false);
  }

  /** Returns what it has brought after an answer that asks for another token. */
  public DriverContact refusedAt(Instant now) {
    return new DriverContact(podName, now, report, load, true);
  }
}
