package dev.sluice.crds;

/** What becomes of the state of a deleted job. */
public enum StatePolicy {
  Retain
}
