package dev.sluice.crds;

/** Which of several scaling policies counts; the words of autoscaling/v2. */
public enum SelectPolicy {
  /** The one that allows the largest change. */
  Max,
  /** The one that allows the smallest change. */
  Min,
  /** None: no change in this direction. */
  Disabled
}
