package dev.sluice.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SnapshotChainTest {
  private static final int ENTRIES = 10_000;

  /** Returns after how many snapshots with so many changes each the shard is written whole. */
  private static int length(int shard, int changes) {
    var chain = new SnapshotChain(shard);
    assertThat(chain.takesDelta(changes, ENTRIES)).as("the first snapshot").isFalse();
    chain.took(false, ENTRIES);
    var links = 1;
    while (chain.takesDelta(changes, ENTRIES)) {
      chain.took(true, changes);
      links++;
    }
    return links;
  }

  @Test
  void writesAShardWholeWhenTwoToFourTimesItsSizeWasWrittenInChanges() {
    var lengths = new TreeSet<Integer>();
    for (var shard = 0; shard < 64; shard++) {
      lengths.add(length(shard, 100));
    }
    assertThat(lengths.first()).isBetween(190, 220);
    assertThat(lengths.last()).isBetween(370, 400);
    assertThat(lengths).as("shards take turns").hasSizeGreaterThan(48);
  }

  @Test
  void limitsTheRangesThatARestoreReads() {
    assertThat(length(7, 1)).isEqualTo(400);
  }

  @Test
  void writesAShardWholeWhenMostOfItHasChanged() {
    assertThat(length(1, 7_600)).isEqualTo(1);
    assertThat(length(1, 5_000)).isGreaterThan(1);
  }

  @Test
  void countsWhatARangeItselfCosts() {
    var chain = new SnapshotChain(0);
    chain.took(false, 3);
    assertThat(chain.takesDelta(2, 3)).isFalse();
  }
}
