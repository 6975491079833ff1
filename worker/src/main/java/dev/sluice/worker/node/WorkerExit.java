package dev.sluice.worker.node;

/**
 * How a worker ended.
 *
 * @param code exit code of the process
 * @param line the reason in one line
 */
public record WorkerExit(int code, String line) {
  /** Ended as it should. */
  public static final int DONE = 0;

  /** The driver refuses this worker; to start it again is useless. */
  public static final int REFUSED = 65;
}
