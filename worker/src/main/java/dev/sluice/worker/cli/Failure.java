package dev.sluice.worker.cli;

import dev.sluice.worker.checkpoint.DamagedObjectException;
import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.export.StateNotFoundException;
import dev.sluice.worker.launch.ExitCode;
import dev.sluice.worker.launch.LaunchException;
import dev.sluice.worker.manifest.ManifestException;
import dev.sluice.worker.security.SecurityFileException;
import dev.sluice.worker.settings.ConfigurationException;
import dev.sluice.worker.settings.PortUnavailableException;
import dev.sluice.worker.storage.StoreException;
import java.io.PrintStream;
import java.util.Objects;

/**
 * Why a command failed, for its user.
 *
 * @param exitCode what the process ends with
 * @param message the cause and the remedy; one line, or one a problem of a manifest
 * @param cause the exception, for --debug
 */
record Failure(int exitCode, String message, Throwable cause) {
  static Failure of(Throwable cause) {
    var message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    if (cause instanceof LaunchException launch) {
      return new Failure(launch.exitCode(), message, cause);
    }
    if (cause instanceof ManifestException) {
      return new Failure(ExitCode.BAD_CONFIGURATION, message, cause);
    }
    return new Failure(exitCode(cause), oneLine(message), cause);
  }

  private static int exitCode(Throwable cause) {
    if (cause instanceof ConfigurationException || cause instanceof SecurityFileException) {
      return ExitCode.BAD_CONFIGURATION;
    }
    if (cause instanceof PortUnavailableException) {
      return ExitCode.UNAVAILABLE;
    }
    if (cause instanceof StoreException store) {
      return store.failure().retriable() ? ExitCode.UNAVAILABLE : ExitCode.BAD_CONFIGURATION;
    }
    if (cause instanceof DamagedObjectException || cause instanceof StateNotFoundException) {
      return ExitCode.NO_RESTORE_POINT;
    }
    return cause instanceof FencedException ? ExitCode.FENCED : ExitCode.JOB_FAILED;
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ");
  }

  /**
   * Tells the user.
   *
   * @param errors where to
   * @param debug whether the stack trace is wanted
   * @return the exit code
   */
  int report(PrintStream errors, boolean debug) {
    message.lines().forEach(line -> errors.println("error: " + line));
    if (debug) {
      cause.printStackTrace(errors);
    }
    return exitCode;
  }
}
