package dev.sluice.worker.executor.operator;

import dev.sluice.worker.state.Mutability;

/**
 * Decides whether the keys of one batch stay known for the next one. They do while most of them
 * come again, are small, few enough, and of classes that can't change, since the same key object is
 * given out with every batch. Owned by one thread.
 */
final class KeyRetention {
  /** With {@link #MOST_CHARACTERS}, ten megabytes at most for a reduction on a lane. */
  static final int MOST_KEYS = 1 << 17;

  /** In all strings among them. */
  static final int MOST_CHARACTERS = 1 << 21;

  /** For how many batches nothing is kept after keys did not come again. */
  static final int BATCHES_WITHOUT = 8;

  private boolean unchangeable = true;
  private long characters;
  private int kept;
  private int without;

  /** Takes note of a key that was not known. */
  void add(Object key) {
    unchangeable &= Mutability.isScalar(key);
    if (key instanceof String text) {
      characters += text.length();
    }
  }

  /**
   * Whether the keys stay at the end of a batch.
   *
   * @param known number of keys that are known
   * @param valued how many of them came in the batch
   */
  boolean keeps(int known, int valued) {
    var cameAgain = kept - (known - valued);
    if (2 * cameAgain < kept) {
      without = BATCHES_WITHOUT;
    }
    var isFew = known <= MOST_KEYS && characters <= MOST_CHARACTERS;
    var keeps = unchangeable && isFew && without == 0;
    without = Math.max(0, without - 1);
    if (!keeps) {
      unchangeable = true;
      characters = 0;
    }
    kept = keeps ? known : 0;
    return keeps;
  }
}
