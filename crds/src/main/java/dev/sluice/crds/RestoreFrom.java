package dev.sluice.crds;

/** Names a starting point. */
public enum RestoreFrom {
  Latest,
  Empty
}
