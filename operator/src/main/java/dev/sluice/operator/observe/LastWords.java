package dev.sluice.operator.observe;

import java.util.List;

/**
 * The line that says why a process ended. A process of Sluice leaves exactly one; of one that could
 * not, the cluster hands over the end of its log, which for a crashed JVM is a framed report.
 */
final class LastWords {
  private static final int LIMIT = 300;
  private static final String FRAME = "#";

  private LastWords() {}

  /** Returns one line of at most 300 characters; empty if there is nothing to say. */
  static String of(String message) {
    List<String> lines =
        message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String plain =
        lines.stream()
            .filter(line -> !line.startsWith(FRAME))
            .reduce((first, second) -> second)
            .orElse("");
    if (lines.size() > 1 && lines.stream().anyMatch(line -> line.startsWith(FRAME))) {
      plain =
          lines.stream()
              .filter(line -> line.startsWith(FRAME))
              .map(line -> line.substring(1).strip())
              .filter(line -> !line.isEmpty() && !line.startsWith("A fatal error"))
              .findFirst()
              .orElse(plain);
    }
    return plain.length() <= LIMIT ? plain : plain.substring(0, LIMIT - 1) + "…";
  }
}
