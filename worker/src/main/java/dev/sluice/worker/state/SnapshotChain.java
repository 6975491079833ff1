package dev.sluice.worker.state;

/**
 * Decides whether a snapshot holds all of a shard or only what changed: a restore reads the last
 * whole one and all after it, so those must stay fewer and smaller than it.
 */
final class SnapshotChain {
  private static final int FEWEST_LINKS = 8;
  private static final int SPREAD = 8;

  private final int longest;
  private int links;
  private long sinceWhole;

  /** Shards have chains of different lengths, so that not all are written whole at a time. */
  SnapshotChain(int shard) {
    longest = FEWEST_LINKS + shard % SPREAD;
  }

  /** Returns whether the next snapshot may hold only so many changes of a shard's entries. */
  boolean takesDelta(int changes, int entries) {
    return links > 0 && links < longest && sinceWhole + changes < entries;
  }

  void took(boolean delta, int changes) {
    links = delta ? links + 1 : 1;
    sinceWhole = delta ? sinceWhole + changes : 0;
  }
}
