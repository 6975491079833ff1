package dev.sluice.runtime;

import java.util.Arrays;
import java.util.Locale;

/** How much is logged, from everything to nothing. */
public enum LogLevel {
  /** Everything. */
  ALL,
  /** Single steps too. */
  TRACE,
  /** What a developer looks for. */
  DEBUG,
  /** What happens. */
  INFO,
  /** What may be wrong. */
  WARN,
  /** What went wrong. */
  ERROR,
  /** The same as {@link #ERROR}. */
  FATAL,
  /** Nothing. */
  OFF;

  /**
   * Finds a level.
   *
   * @param name its name, in upper or lower case
   * @return the level
   * @throws IllegalArgumentException if there is none of the name
   */
  public static LogLevel of(String name) {
    return Arrays.stream(values())
        .filter(level -> level.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "log level '%s' is not one of %s".formatted(name, Arrays.toString(values()))));
  }
}
