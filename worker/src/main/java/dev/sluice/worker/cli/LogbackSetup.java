package dev.sluice.worker.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logging of the runtime's processes: one line an event on standard error, because standard
 * output is the job's. Found by Logback; steps back where there is a configuration file, as in a
 * program that uses the engine as a library. Code instead of XML saves a tenth of a second a start.
 */
public final class LogbackSetup extends ContextAwareBase implements Configurator {
  private static final List<String> FILES = List.of("logback-test.xml", "logback.xml");
  private static final String LEVEL_VARIABLE = "SLUICE_LOG_LEVEL";
  private static final String RUNTIME = "dev.sluice";

  /** Called by Logback. */
  public LogbackSetup() {}

  /** Leaves only errors in the log. */
  static void quiet() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(RUNTIME).setLevel(Level.ERROR);
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var loader = LogbackSetup.class.getClassLoader();
    if (System.getProperty("logback.configurationFile") != null
        || FILES.stream().anyMatch(file -> loader.getResource(file) != null)) {
      return ExecutionStatus.NEUTRAL;
    }
    var layout = new LogLine();
    layout.setContext(context);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("STDERR");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    var level = Objects.requireNonNullElse(System.getenv(LEVEL_VARIABLE), "INFO");
    context.getLogger(RUNTIME).setLevel(Level.toLevel(level, Level.INFO));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
