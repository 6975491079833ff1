package dev.sluice.worker.settings;

import java.util.function.Function;

/**
 * One key of the configuration.
 *
 * @param name the key, Spark's where Spark has it
 * @param defaultText the value when none is given; empty means "derived", see the description
 * @param expected what a value looks like, for the error message
 * @param parser reads a value; throws {@link IllegalArgumentException} if it makes no sense
 * @param description what it is for, with its unit
 * @param <T> type of the value
 */
public record Setting<T>(
    String name,
    String defaultText,
    String expected,
    Function<String, T> parser,
    String description) {

  /** Reads a value. */
  T parse(String text) {
    try {
      return parser.apply(text.trim());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "configuration: %s is '%s'; it must be %s".formatted(name, text, expected));
    }
  }
}
