package dev.sluice.crds;

/** What a new driver revision begins from. */
public enum UpgradeMode {
  /** The newest checkpoint, whatever the state of the old driver. */
  LastState,
  /** The newest checkpoint, after a snapshot was taken that one can go back to. */
  Savepoint,
  /** Nothing. */
  Stateless,
  /** The checkpoint; it runs beside the old one until it is warm. */
  BlueGreen
}
