package dev.sluice.worker.driver.place;

/** Says when a driver may claim its log. */
@FunctionalInterface
public interface Turn {
  /** May claim it at once. */
  Turn NOW = (opened, rehearsal) -> {};

  /**
   * Waits until it may.
   *
   * @param opened the store, and the server that workers connect to
   * @param rehearsal makes ready what the start needs, if there is time for it; blocks on the store
   */
  void await(Foundations opened, Runnable rehearsal);
}
