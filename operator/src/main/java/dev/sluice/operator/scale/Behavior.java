package dev.sluice.operator.scale;

import java.time.Duration;
import java.util.List;

/**
 * How fast replicas may change in one direction; words and meaning of {@code autoscaling/v2}.
 *
 * @param stabilization over which the most cautious recommendation counts
 * @param select which of several policies counts
 * @param policies limits of change; without any there is none
 */
public record Behavior(Duration stabilization, Select select, List<Policy> policies) {
  /** Which policy counts. */
  public enum Select {
    /** The one that allows most. */
    MAX,
    /** The one that allows least. */
    MIN,
    /** No change in this direction. */
    DISABLED
  }

  /**
   * A limit of change.
   *
   * @param percent whether the value is a percentage of the replicas at the period's beginning;
   *     else a number of pods
   * @param value the most that replicas may change in a period
   * @param period the period
   */
  public record Policy(boolean percent, int value, Duration period) {}

  /** Copies the policies. */
  public Behavior {
    policies = List.copyOf(policies);
  }
}
