package dev.sluice.chaos.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of the system that was run to its end. Its caller can't be interrupted.
 *
 * @param exit its exit code
 * @param output what it said
 */
public record Command(int exit, String output) {
  private static final long TIMEOUT_SECONDS = 30;
  private static final int TIMED_OUT = 124;
  private static final int NOT_THERE = 127;

  /**
   * Runs a command.
   *
   * @param words the command line
   * @return how it ended; 127 if it is not there
   */
  public static Command run(String... words) {
    return run(new ProcessBuilder(List.of(words)));
  }

  private static Command run(ProcessBuilder builder) {
    try {
      var process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return new Command(exit(process), output);
    } catch (IOException e) {
      return new Command(NOT_THERE, String.valueOf(e.getMessage()));
    }
  }

  /** Also an interrupted thread has to clean up, so it waits as any other. */
  private static int exit(Process process) {
    var interrupted = false;
    try {
      while (true) {
        try {
          if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
          }
          process.destroyForcibly();
          return TIMED_OUT;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** {@return whether it did what it was asked} */
  public boolean isSuccess() {
    return exit == 0;
  }
}
