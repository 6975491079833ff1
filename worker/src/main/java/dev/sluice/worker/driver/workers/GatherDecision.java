package dev.sluice.worker.driver.workers;

/**
 * Whether work starts with the workers that are there, or waits for more; a pure function.
 *
 * @param go whether to start
 * @param askAgainAtMillis when to ask again if nothing joins before; {@link Long#MAX_VALUE} for not
 *     at all
 */
public record GatherDecision(boolean go, long askAgainAtMillis) {
  private static final GatherDecision GO = new GatherDecision(true, Long.MAX_VALUE);
  private static final GatherDecision WAIT = new GatherDecision(false, Long.MAX_VALUE);

  /**
   * What is known.
   *
   * @param executors executors that are connected
   * @param receivers receiver workers that are connected
   * @param expectedExecutors as many as the job should have
   * @param expectedReceivers as many as the job should have
   * @param blocksMissing whether blocks must exist that no connected worker holds
   * @param sinceMillis when the waiting began
   * @param graceMillis how long to wait for the expected number
   * @param blockGraceMillis how long to wait for missing blocks
   */
  public record Observed(
      int executors,
      int receivers,
      int expectedExecutors,
      int expectedReceivers,
      boolean blocksMissing,
      long sinceMillis,
      long graceMillis,
      long blockGraceMillis) {}

  /** Decides. */
  public static GatherDecision decide(Observed observed, long nowMillis) {
    if (observed.executors() == 0) {
      return WAIT;
    }
    boolean complete =
        observed.executors() >= observed.expectedExecutors()
            && observed.receivers() >= observed.expectedReceivers();
    if (complete && !observed.blocksMissing()) {
      return GO;
    }
    long until =
        observed.sinceMillis()
            + (observed.blocksMissing() ? observed.blockGraceMillis() : observed.graceMillis());
    return nowMillis >= until ? GO : new GatherDecision(false, until);
  }
}
