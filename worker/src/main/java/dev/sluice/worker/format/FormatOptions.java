package dev.sluice.worker.format;

import java.util.Map;
import java.util.Set;

/** What users say about a format. */
final class FormatOptions {
  private FormatOptions() {}

  /**
   * Refuses options that a format does not have.
   *
   * @throws IllegalArgumentException with those that it has
   */
  static void requireKnown(String format, Map<String, String> options, Set<String> known) {
    for (var option : options.keySet()) {
      if (!known.contains(option)) {
        throw new IllegalArgumentException(
            "the file format %s has no option '%s'; it has %s"
                .formatted(format, option, known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }
}
