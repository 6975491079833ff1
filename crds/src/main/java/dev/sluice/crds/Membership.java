package dev.sluice.crds;

/** Whether an exit code has to be among the values. */
public enum Membership {
  /** It is. */
  In,
  /** It is not, and is not zero. */
  NotIn
}
