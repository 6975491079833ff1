package dev.sluice.examples.wordcount;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.StringTokenizer;

/**
 * Splits text into words: runs of characters that are not white space. White space is what {@code
 * LC_ALL=C tr '[:space:]'} takes for it, the six ASCII characters; a no-break space is part of a
 * word.
 */
final class Words {
  private static final String WHITE_SPACE = " \t\n\u000B\f\r";

  private Words() {}

  /** {@return the words of a line, in order} */
  static Iterator<String> of(String line) {
    var words = new ArrayList<String>();
    var tokens = new StringTokenizer(line, WHITE_SPACE);
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    return words.iterator();
  }
}
