package dev.sluice.operator.observe;

import org.jspecify.annotations.Nullable;

/**
 * What polling a job's drivers has brought.
 *
 * @param driver the one that runs; null if it was not polled
 * @param successor the one that is to take over; null if it was not polled
 */
public record Contacts(@Nullable DriverContact driver, @Nullable DriverContact successor) {
  /** Nobody was polled. */
  public static final Contacts NONE = new Contacts(null, null);
}
