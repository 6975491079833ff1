package dev.sluice.crds;

/** What a new driver revision begins from. */
public enum UpgradeMode {
  /** The newest checkpoint, whatever the state of the old driver. */
  LastState,
  /** The newest checkpoint, after a snapshot was taken that one can go back to. */
  Savepoint,
  /** Nothing. */
  Stateless,
  /** A copy of a checkpoint; it works beside the old one, in a log of its own, until stable. */
  BlueGreen
}
