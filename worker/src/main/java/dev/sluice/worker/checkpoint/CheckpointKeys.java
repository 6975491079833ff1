package dev.sluice.worker.checkpoint;

import java.util.OptionalLong;

/** Names of the objects of a job, relative to its root; numbers have 20 digits, so they sort. */
final class CheckpointKeys {
  static final String LOG = "log/";
  static final String CHECKPOINTS = "checkpoints/";
  private static final String MANIFEST = "/manifest.json";
  private static final String STATE = "/state-";
  private static final int DIGITS = 20;

  private CheckpointKeys() {}

  static String log(long sequence) {
    return LOG + digits(sequence);
  }

  static String directory(long id) {
    return CHECKPOINTS + digits(id);
  }

  static String manifest(long id) {
    return directory(id) + MANIFEST;
  }

  /** Returns the key of state that was copied for a checkpoint. */
  static String restoredState(long id, int number) {
    return directory(id) + STATE + "restored-" + number;
  }

  /** Returns the key of the table of ranges that a driver wrote for a checkpoint. */
  static String rangeTable(long id, long epoch) {
    return CHECKPOINTS + digits(id) + STATE + "ranges-" + epoch;
  }

  /** Returns the sequence of a log key; empty if the key is something else. */
  static OptionalLong sequenceOf(String key) {
    return numberBetween(key, LOG, "");
  }

  /** Returns the id of a manifest key; empty if the key is something else. */
  static OptionalLong checkpointOf(String key) {
    return numberBetween(key, CHECKPOINTS, MANIFEST);
  }

  /** Returns the checkpoint that a state object was written for; empty if it is something else. */
  static OptionalLong checkpointOfState(String key) {
    int end = CHECKPOINTS.length() + DIGITS;
    return key.startsWith(STATE, end)
        ? numberBetween(key.substring(0, end), CHECKPOINTS, "")
        : OptionalLong.empty();
  }

  private static OptionalLong numberBetween(String key, String prefix, String suffix) {
    if (key.length() != prefix.length() + DIGITS + suffix.length()
        || !key.startsWith(prefix)
        || !key.endsWith(suffix)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          Long.parseUnsignedLong(key.substring(prefix.length(), prefix.length() + DIGITS)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static String digits(long number) {
    var plain = Long.toString(number);
    return "0".repeat(DIGITS - plain.length()) + plain;
  }
}
