package dev.sluice.worker.driver;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.sluice.runtime.LogLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets how much this process logs. */
final class LogVolume {
  private static final String RUNTIME = "dev.sluice";

  private LogVolume() {}

  /** Sets it for all loggers that have no level of their own, and for the engine's. */
  static void set(LogLevel level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      var wanted = level == LogLevel.FATAL ? Level.ERROR : Level.valueOf(level.name());
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(wanted);
      context.getLogger(RUNTIME).setLevel(wanted);
    } else {
      LoggerFactory.getLogger(LogVolume.class)
          .warn("setLogLevel has no effect: this program does not log by Logback");
    }
  }
}
