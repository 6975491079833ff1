package dev.sluice.bench.workload;

import java.util.Iterator;

/** The lines of {@link Lines}, in every thousandth of which a word is replaced by the needle. */
public record NeedleFeed() implements Feed<String> {
  /** What is looked for. */
  public static final String NEEDLE = "qzxneedle";

  private static final int LINES_A_NEEDLE = 1_000;
  private static final int FIRST = 500;
  private static final int WORD = 7;
  private static final String[] ALL = make();

  @Override
  public Iterator<String> read(int source, long from, long count) {
    return new LineCycle(NeedleFeed::get, source, from, count);
  }

  @Override
  public Class<String> type() {
    return String.class;
  }

  /** Reads line {@code index}, from 0 to {@link Lines#COUNT} - 1. */
  public static String get(int index) {
    return ALL[index];
  }

  static boolean hasNeedle(int index) {
    return index % LINES_A_NEEDLE == FIRST;
  }

  private static String[] make() {
    var lines = new String[Lines.COUNT];
    for (var index = 0; index < lines.length; index++) {
      lines[index] = Lines.get(index);
      if (hasNeedle(index)) {
        var words = lines[index].split(" ", -1);
        words[WORD] = "ab" + NEEDLE + "c";
        lines[index] = String.join(" ", words);
      }
    }
    return lines;
  }
}
