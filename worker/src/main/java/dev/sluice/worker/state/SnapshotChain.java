package dev.sluice.worker.state;

/**
 * Decides whether a snapshot holds all of a shard or only what changed. A shard is written whole
 * when the changes since have cost a multiple of that, so on average a snapshot writes little more
 * than what changed. A restore reads the last whole one and all after it: at most five times the
 * shard, in a limited number of ranges.
 */
final class SnapshotChain {
  private static final int LONGEST = 400;
  private static final double LEAST_MULTIPLE = 2;
  private static final double SPREAD = 2;

  /** What a range costs besides its entries, in entries: its frame, and its line in a table. */
  private static final int RANGE = 4;

  private final double multiple;
  private int links;
  private long sinceWhole;

  /** Shards have different multiples, so that not all are written whole at a time. */
  SnapshotChain(int shard) {
    multiple = LEAST_MULTIPLE + SPREAD * ((shard * 0x9E3779B9) >>> 16) / (1 << 16);
  }

  /** Returns whether the next snapshot may hold only so many changes of a shard's entries. */
  boolean takesDelta(int changes, int entries) {
    var whole = (long) entries + RANGE;
    var cost = (long) changes + RANGE;
    return links > 0
        && links < LONGEST
        && 4 * cost < 3 * whole
        && sinceWhole + cost < multiple * whole;
  }

  void took(boolean delta, int changes) {
    links = delta ? links + 1 : 1;
    sinceWhole = delta ? sinceWhole + changes + RANGE : 0;
  }
}
