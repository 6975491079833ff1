package dev.sluice.operator.scale;

import dev.sluice.operator.job.Role;

/**
 * What the load asks of the workers of one role.
 *
 * @param rate records a second that have to be done to keep up and to catch up
 * @param need records a second that replicas must be able to do to be used as they should
 * @param capacity records a second that all replicas together can do; infinite if they idle
 * @param settings what the user wants
 */
record Demand(double rate, double need, double capacity, ScalingSettings settings) {
  private static final double NOTHING = 1e-6;
  private static final double LEAST_BUSY = 1e-3;
  private static final double ROUNDING = 1e-6;
  private static final int MOST = 100_000;

  /** Returns the demand on the workers of a role. */
  static Demand of(Role role, MeanLoad load, ScalingSettings settings) {
    boolean executors = role == Role.EXECUTOR;
    double busy = executors ? load.processingRatio() : load.receiverBusy();
    double catchUp = executors ? load.lag() / Math.max(1, settings.catchUp().toSeconds()) : 0;
    double rate = load.offered() + catchUp;
    double capacity =
        rate < NOTHING ? Double.POSITIVE_INFINITY : load.accepted() / Math.max(LEAST_BUSY, busy);
    return new Demand(rate, load.offered() / settings.target() + catchUp, capacity, settings);
  }

  /** Returns whether records wait and none is processed. */
  boolean stuck() {
    return rate >= NOTHING && capacity < NOTHING;
  }

  /** Returns the share of the capacity that is needed. */
  double utilization() {
    return rate / capacity;
  }

  /** Returns how many replicas the load asks for; the present number within the tolerance. */
  int replicas(int current) {
    if (utilization() >= settings.lowest() && utilization() <= settings.highest()) {
      return current;
    }
    double replicas = Math.ceil(need / (capacity / Math.max(1, current)) - ROUNDING);
    return (int) Math.max(0, Math.min(MOST, replicas));
  }
}
