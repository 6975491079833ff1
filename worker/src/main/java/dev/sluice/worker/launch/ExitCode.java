package dev.sluice.worker.launch;

/** How the processes of a job tell by their exit code why they ended; the same in a cluster. */
public final class ExitCode {
  /** The job is complete or was stopped gracefully. */
  public static final int DONE = 0;

  /** The user's program failed. */
  public static final int JOB_FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 64;

  /** The configuration is wrong; another attempt is useless. */
  public static final int BAD_CONFIGURATION = 65;

  /** There is no checkpoint where one is expected. */
  public static final int NO_RESTORE_POINT = 66;

  /** A service that is needed, such as the store, can't be reached. */
  public static final int UNAVAILABLE = 69;

  /** Another driver has taken the job over. */
  public static final int FENCED = 78;

  private static final int SIGNAL = 128;

  private ExitCode() {}

  /**
   * Says how a process ended.
   *
   * @param code its exit code
   * @return such as {@code was killed (signal 9)}
   */
  static String describe(int code) {
    return code > SIGNAL
        ? "was killed (signal " + (code - SIGNAL) + ")"
        : "ended with exit code " + code;
  }
}
