package dev.sluice.worker.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Time, level, thread, class and message of an event as a line, and its stack trace below.
 * Logback's patterns can do the same, and take a hundred classes for it.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final int LEVEL_WIDTH = 5;

  @Override
  public String doLayout(ILoggingEvent event) {
    var level = event.getLevel().toString();
    var logger = event.getLoggerName();
    var line =
        new StringBuilder(TIME.format(event.getInstant()))
            .append(' ')
            .append(level)
            .append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())))
            .append(" [")
            .append(event.getThreadName())
            .append("] ")
            .append(logger, logger.lastIndexOf('.') + 1, logger.length())
            .append(": ")
            .append(event.getFormattedMessage())
            .append(System.lineSeparator());
    var failure = event.getThrowableProxy();
    if (failure != null) {
      line.append(ThrowableProxyUtil.asString(failure));
    }
    return line.toString();
  }
}
