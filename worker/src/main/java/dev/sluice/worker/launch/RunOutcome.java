package dev.sluice.worker.launch;

/**
 * How a run ended.
 *
 * @param exitCode what the command ends with
 * @param message {@code done}, {@code stopped}, or one line with what went wrong and where to look
 */
record RunOutcome(int exitCode, String message) {
  boolean isSuccess() {
    return exitCode == ExitCode.DONE;
  }
}
