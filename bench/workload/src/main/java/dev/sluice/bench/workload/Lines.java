package dev.sluice.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The text that every engine reads: 10,000 lines of ten words, drawn by Zipf's law (exponent 1)
 * from a dictionary of 100,000 words of three to twelve letters. The same in every JVM.
 *
 * <p>Source p begins at line 5,000 × p and goes round.
 */
public final class Lines {
  /** Number of lines. */
  public static final int COUNT = 10_000;

  /** Words in each line. */
  public static final int WORDS_A_LINE = 10;

  private static final int DICTIONARY_WORDS = 100_000;
  private static final int SEED = 42;
  private static final int LINES_APART = 5_000;
  private static final String[] ALL = make(new SplittableRandom(SEED));

  private Lines() {}

  /** Reads line {@code index}, from 0 to {@link #COUNT} - 1. */
  public static String get(int index) {
    return ALL[index];
  }

  /** The index of the line that a source emits at a position of its stream. */
  public static int indexAt(int source, long position) {
    return (int) ((position + (long) source * LINES_APART) % COUNT);
  }

  private static String[] make(SplittableRandom random) {
    var dictionary = dictionary(random);
    var cumulated = new double[DICTIONARY_WORDS];
    var sum = 0.0;
    for (var rank = 0; rank < DICTIONARY_WORDS; rank++) {
      sum += 1.0 / (rank + 1);
      cumulated[rank] = sum;
    }
    var lines = new String[COUNT];
    for (var line = 0; line < COUNT; line++) {
      var words = new String[WORDS_A_LINE];
      for (var word = 0; word < WORDS_A_LINE; word++) {
        words[word] = dictionary[rankOf(cumulated, random.nextDouble() * sum)];
      }
      lines[line] = compact(String.join(" ", words));
    }
    return lines;
  }

  private static String[] dictionary(SplittableRandom random) {
    var seen = new HashSet<String>();
    var words = new String[DICTIONARY_WORDS];
    for (var found = 0; found < DICTIONARY_WORDS; ) {
      var letters = new char[3 + random.nextInt(10)];
      IntStream.range(0, letters.length)
          .forEach(index -> letters[index] = (char) ('a' + random.nextInt(26)));
      var word = new String(letters);
      if (seen.add(word)) {
        words[found++] = word;
      }
    }
    return words;
  }

  private static int rankOf(double[] cumulated, double value) {
    var low = 0;
    var high = cumulated.length - 1;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (cumulated[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static String compact(String text) {
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
  }
}
