package dev.sluice.crds;

/** Who goes back to the last stable revision. */
public enum RollbackPolicy {
  /** The operator, after progressDeadlineSeconds. */
  Auto,
  /** A person; the operator only tells. */
  Manual,
  /** Nobody. */
  Never
}
