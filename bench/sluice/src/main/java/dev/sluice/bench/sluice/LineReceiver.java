package dev.sluice.bench.sluice;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stores lines of ten words and 80 characters, one by one, as fast as it may. */
final class LineReceiver extends Receiver<String> {
  private static final long serialVersionUID = 1L;
  static final int WORDS = 10;

  private static final int LINES = 1_000;
  private static final int WORD_VALUES = 10_000;

  LineReceiver(StorageLevel level) {
    super(level);
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::storeLines, "lines");
    thread.setDaemon(true);
    thread.start();
  }

  private void storeLines() {
    try {
      var lines = lines();
      for (int next = 0; !isStopped(); next = (next + 1) % LINES) {
        store(lines.get(next));
      }
    } catch (IllegalStateException e) {
      // Stopped while it stored.
    }
  }

  private static List<String> lines() {
    var random = new Random(1);
    return IntStream.range(0, LINES)
        .mapToObj(
            line ->
                IntStream.range(0, WORDS)
                    .mapToObj(word -> "word" + (100 + random.nextInt(WORD_VALUES)))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  @Override
  public void onStop() {}
}
