package dev.sluice.worker.launch;

import java.time.Duration;

/** What follows the end of a process. Pure. */
sealed interface RestartDecision {
  /** Its work is done. */
  record Finished() implements RestartDecision {}

  /**
   * Start the next attempt.
   *
   * @param delay how long to wait before
   */
  record Restart(Duration delay) implements RestartDecision {}

  /** Another attempt would end in the same way. */
  record GiveUp() implements RestartDecision {}

  /** Attempts that fail one after another before the run gives up. */
  int LIMIT = 10;

  /** The first wait that is not zero. */
  Duration FIRST_DELAY = Duration.ofMillis(250);

  /** The longest wait. */
  Duration LONGEST_DELAY = Duration.ofSeconds(5);

  /**
   * Decides.
   *
   * @param role the role of the process that ended
   * @param exitCode its exit code; above 128 for a signal
   * @param failuresBefore how many attempts in this place failed before, one after another
   * @param jobHasRun whether the job has ever been running
   * @return what to do
   */
  static RestartDecision after(Role role, int exitCode, int failuresBefore, boolean jobHasRun) {
    if (exitCode == ExitCode.DONE && role != Role.EXECUTOR && role != Role.RECEIVER) {
      return new Finished();
    }
    if (failuresBefore >= LIMIT || isFinal(role, exitCode, jobHasRun)) {
      return new GiveUp();
    }
    return new Restart(delay(exitCode == ExitCode.DONE ? failuresBefore + 2 : failuresBefore));
  }

  private static boolean isFinal(Role role, int exitCode, boolean jobHasRun) {
    return switch (role) {
      case DRIVER ->
          exitCode == ExitCode.JOB_FAILED
              || exitCode == ExitCode.USAGE
              || exitCode == ExitCode.BAD_CONFIGURATION
              || exitCode == ExitCode.NO_RESTORE_POINT
              || exitCode == ExitCode.FENCED
              || (exitCode == ExitCode.UNAVAILABLE && !jobHasRun);
      case EXECUTOR, RECEIVER ->
          exitCode == ExitCode.USAGE || exitCode == ExitCode.BAD_CONFIGURATION;
      case STORE, COMPANION -> !jobHasRun && exitCode < 128;
    };
  }

  private static Duration delay(int failuresBefore) {
    if (failuresBefore == 0) {
      return Duration.ZERO;
    }
    var delay = FIRST_DELAY.multipliedBy(1L << Math.min(failuresBefore - 1, 10));
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }
}
