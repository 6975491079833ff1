package dev.sluice.crds;

/** How far a snapshot has come. */
public enum SnapshotPhase {
  /** It waits for a driver that can take it. */
  Pending,
  /** A driver was asked to take it. */
  Running,
  /** It can be restored. */
  Completed,
  /** It was not taken, and is not tried again. */
  Failed
}
