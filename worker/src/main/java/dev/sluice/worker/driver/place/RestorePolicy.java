package dev.sluice.worker.driver.place;

/** What a driver does with the state that it finds. */
public enum RestorePolicy {
  /** Go on from it; without any, do not start. */
  REQUIRED,
  /** Go on from it if there is any. */
  IF_PRESENT,
  /** Start only if there is none. */
  MUST_BE_EMPTY
}
