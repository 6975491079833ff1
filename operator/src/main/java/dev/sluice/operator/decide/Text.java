package dev.sluice.operator.decide;

/** Bounds what goes into a status. */
final class Text {
  private static final int LIMIT = 600;

  private Text() {}

  /** Returns the text as one line of at most 600 characters. */
  static String line(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() <= LIMIT ? line : line.substring(0, LIMIT - 1) + "…";
  }

  /** Returns the text as a sentence: one line that ends in a full stop. */
  static String sentence(String text) {
    String line = line(text);
    return line.isEmpty() || line.endsWith(".") || line.endsWith("…") ? line : line + ".";
  }
}
