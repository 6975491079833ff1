package dev.sluice.crds;

/** Names a starting point. */
public enum RestoreFrom {
  /** The newest checkpoint at the location. */
  Latest,
  /** A StreamingJobSnapshot. */
  Snapshot,
  /** A checkpoint or savepoint by its path. */
  Path,
  /** No state. */
  Empty
}
