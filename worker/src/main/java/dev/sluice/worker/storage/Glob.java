package dev.sluice.worker.storage;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for one segment of a path: {@code *}, {@code ?}, {@code [abc]}, {@code [^abc]}, {@code
 * [a-z]}, {@code {a,b}}, and {@code \} before a character that stands for itself.
 */
final class Glob {
  private static final String SPECIAL = "*?[{\\";

  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Whether a segment has a wildcard, or a character that a backslash precedes. */
  static boolean isPattern(String segment) {
    return segment.chars().anyMatch(character -> SPECIAL.indexOf(character) >= 0);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if a bracket or brace is not closed
   */
  static Glob of(String segment) {
    var regex = new StringBuilder();
    var braces = 0;
    for (var at = 0; at < segment.length(); at++) {
      var character = segment.charAt(at);
      switch (character) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '{' -> {
          braces++;
          regex.append("(?:");
        }
        case '}' -> {
          regex.append(braces > 0 ? ")" : "\\}");
          braces = Math.max(0, braces - 1);
        }
        case ',' -> regex.append(braces > 0 ? "|" : ",");
        case '[' -> at = characterClass(segment, at, regex);
        case '\\' ->
            regex.append(
                Pattern.quote(++at < segment.length() ? segment.substring(at, at + 1) : "\\"));
        default -> regex.append(Pattern.quote(String.valueOf(character)));
      }
    }
    try {
      return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw malformed(segment);
    }
  }

  private static int characterClass(String segment, int open, StringBuilder regex) {
    var close = segment.indexOf(']', open + 2);
    if (close < 0) {
      throw malformed(segment);
    }
    var inside = segment.substring(open + 1, close);
    var negated = inside.startsWith("^") || inside.startsWith("!");
    regex
        .append(negated ? "[^" : "[")
        .append(inside.substring(negated ? 1 : 0).replaceAll("[\\\\\\[&^]", "\\\\$0"))
        .append(']');
    return close;
  }

  private static IllegalArgumentException malformed(String segment) {
    return new IllegalArgumentException(
        "the pattern '" + segment + "' has a bracket or brace that is not closed: close it");
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
