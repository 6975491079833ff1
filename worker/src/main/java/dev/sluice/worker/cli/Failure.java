package dev.sluice.worker.cli;

import dev.sluice.worker.checkpoint.DamagedObjectException;
import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.checkpoint.NoReadableCheckpointException;
import dev.sluice.worker.control.PredecessorUnreachableException;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.driver.failure.LocationNotEmptyException;
import dev.sluice.worker.driver.failure.NoRestorePointException;
import dev.sluice.worker.driver.failure.StateMismatchException;
import dev.sluice.worker.export.StateNotFoundException;
import dev.sluice.worker.launch.ExitCode;
import dev.sluice.worker.launch.LaunchException;
import dev.sluice.worker.manifest.ManifestException;
import dev.sluice.worker.security.SecurityFileException;
import dev.sluice.worker.serialization.TaskNotSerializableException;
import dev.sluice.worker.settings.ConfigurationException;
import dev.sluice.worker.settings.PortUnavailableException;
import dev.sluice.worker.storage.StoreException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;

/**
 * Why a command failed, for its user.
 *
 * @param exitCode what the process ends with
 * @param message the cause and the remedy; one line, or one a problem of a manifest
 * @param cause the exception, for --debug
 */
record Failure(int exitCode, String message, Throwable cause) {
  private static final Map<Class<? extends Throwable>, Integer> EXIT_CODES =
      Map.ofEntries(
          Map.entry(ConfigurationException.class, ExitCode.BAD_CONFIGURATION),
          Map.entry(SecurityFileException.class, ExitCode.BAD_CONFIGURATION),
          Map.entry(LocationNotEmptyException.class, ExitCode.BAD_CONFIGURATION),
          Map.entry(TaskNotSerializableException.class, ExitCode.BAD_CONFIGURATION),
          Map.entry(StateMismatchException.class, ExitCode.BAD_CONFIGURATION),
          Map.entry(PortUnavailableException.class, ExitCode.UNAVAILABLE),
          Map.entry(PredecessorUnreachableException.class, ExitCode.UNAVAILABLE),
          Map.entry(DamagedObjectException.class, ExitCode.NO_RESTORE_POINT),
          Map.entry(NoReadableCheckpointException.class, ExitCode.NO_RESTORE_POINT),
          Map.entry(NoRestorePointException.class, ExitCode.NO_RESTORE_POINT),
          Map.entry(StateNotFoundException.class, ExitCode.NO_RESTORE_POINT),
          Map.entry(FencedException.class, ExitCode.FENCED));

  static Failure of(Throwable cause) {
    if (cause instanceof LaunchException launch) {
      return new Failure(launch.exitCode(), message(cause), cause);
    }
    if (cause instanceof ManifestException) {
      return new Failure(ExitCode.BAD_CONFIGURATION, message(cause), cause);
    }
    if (cause instanceof ProgramFailedException program && isOurs(program.thrown())) {
      return of(program.thrown());
    }
    return new Failure(exitCode(cause), firstLine(message(cause)), cause);
  }

  /**
   * Whether an exception that came out of a program was made by the engine, with a good message.
   */
  private static boolean isOurs(Throwable thrown) {
    return thrown instanceof JobFailedException || exitCode(thrown) != ExitCode.JOB_FAILED;
  }

  private static int exitCode(Throwable cause) {
    if (cause instanceof StoreException store) {
      return store.failure().retriable() ? ExitCode.UNAVAILABLE : ExitCode.BAD_CONFIGURATION;
    }
    return EXIT_CODES.getOrDefault(cause.getClass(), ExitCode.JOB_FAILED);
  }

  private static String message(Throwable cause) {
    return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
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
