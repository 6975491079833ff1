package dev.sluice.worker.driver;

/** Ends the driver's process. */
@FunctionalInterface
public interface ProcessExit {
  /**
   * Ends the process; does not return in a real one.
   *
   * @param code the exit code
   * @param line why, in one line
   */
  void exit(int code, String line);
}
