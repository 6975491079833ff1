package dev.sluice.worker.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a positive number of seconds, which may have a fraction. */
final class SecondsConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      var seconds = Double.parseDouble(text);
      if (seconds > 0 && seconds <= Integer.MAX_VALUE) {
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException("'" + text + "' is not a positive number of seconds");
  }
}
