package dev.sluice.worker.writeahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.writeahead.SegmentRetention.Frontier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random lives of a log: whatever a restore from a kept checkpoint reads must be there. */
class SegmentRetentionTest {
  private static final int LIVES = 300;
  private static final int STEPS = 120;
  private static final int STREAMS = 3;

  @Test
  void keepsEverythingThatARestoreFromAnyKeptCheckpointReads() {
    for (long seed = 0; seed < LIVES; seed++) {
      new Life(seed).run();
    }
  }

  /** A job: receivers that start again, blocks that are accepted or refused, checkpoints. */
  private static final class Life {
    private final long seed;
    private final Random random;
    private final MemoryStore store = new MemoryStore();
    private final int retained;
    private final List<Deque<BlockId>> waiting = new ArrayList<>();
    private final int[] attempts = new int[STREAMS];
    private final long[] sequences = new long[STREAMS];
    private final Map<String, Optional<BlockId>> read = new HashMap<>();
    private final Map<BlockId, Integer> batchOf = new HashMap<>();
    private final Deque<Integer> checkpointed = new ArrayDeque<>();
    private final Deque<Frontier> kept = new ArrayDeque<>();
    private final List<Segment.Item> open = new ArrayList<>();
    private final Set<BlockId> announced = new HashSet<>();
    private SegmentCleaner cleaner;
    private int lastAttempt;
    private int batch;
    private long segments;

    Life(long seed) {
      this.seed = seed;
      random = new Random(seed);
      retained = 1 + random.nextInt(3);
      cleaner = new SegmentCleaner(store, new SegmentReader(store).contents());
      for (int stream = 0; stream < STREAMS; stream++) {
        waiting.add(new ArrayDeque<>());
        attempts[stream] = ++lastAttempt;
        read.put(uid(stream), Optional.empty());
      }
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> store(random.nextInt(STREAMS));
          case 3 -> writeSegment();
          case 4, 5 -> cutBatch();
          case 6 -> checkpoint();
          default -> restart(random.nextInt(STREAMS));
        }
        requireWhatRestoresRead();
      }
      settle();
    }

    private void store(int stream) {
      var id = new BlockId(stream, attempts[stream], sequences[stream]++);
      open.add(new Segment.Item(uid(stream), LogBlocks.of(id, "x")));
    }

    private void writeSegment() {
      if (open.isEmpty()) {
        return;
      }
      var segment = Segment.of("w", segments++, open);
      store.put(segment.key(), segment.content());
      for (var block : segment.blocks()) {
        var id = block.info().id();
        // A block of an attempt that was replaced, or whose worker died, is never accepted.
        if (id.attempt() == attempts[id.stream()] && random.nextInt(10) > 0) {
          waiting.get(id.stream()).add(id);
          announced.add(id);
          cleaner.heard(block.source(), id, block.range().key());
        } else if (id.attempt() == attempts[id.stream()]) {
          restart(id.stream());
        }
      }
      open.clear();
    }

    private void cutBatch() {
      batch++;
      for (int stream = 0; stream < STREAMS; stream++) {
        for (var id : waiting.get(stream)) {
          batchOf.put(id, batch);
          read.put(uid(stream), Optional.of(id));
        }
        waiting.get(stream).clear();
      }
    }

    private void checkpoint() {
      kept.add(new Frontier(read));
      checkpointed.add(batch);
      while (kept.size() > retained) {
        kept.remove();
        checkpointed.remove();
      }
      cleaner.clean(List.copyOf(kept), true);
      if (random.nextInt(4) == 0) {
        // The driver is replaced: it knows what the log says.
        cleaner = new SegmentCleaner(store, new SegmentReader(store).contents());
      }
    }

    private void restart(int stream) {
      attempts[stream] = ++lastAttempt;
      sequences[stream] = 0;
    }

    private void requireWhatRestoresRead() {
      var there = new HashSet<BlockId>();
      var reader = new SegmentReader(store);
      for (var key : reader.keys()) {
        reader.index(key).forEach(block -> there.add(block.info().id()));
      }
      int oldest = checkpointed.isEmpty() ? 0 : checkpointed.getFirst();
      for (var id : announced) {
        if (batchOf.getOrDefault(id, Integer.MAX_VALUE) > oldest) {
          assertThat(there).as("seed %d, restore of batch %d", seed, oldest).contains(id);
        }
      }
    }

    /** When everything is processed and all kept checkpoints say so, nothing is left. */
    private void settle() {
      for (int stream = 0; stream < STREAMS; stream++) {
        restart(stream);
        store(stream);
      }
      while (!open.isEmpty() || waiting.stream().anyMatch(Deque::isEmpty)) {
        for (int stream = 0; stream < STREAMS; stream++) {
          store(stream);
        }
        writeSegment();
      }
      cutBatch();
      for (int number = 0; number < retained; number++) {
        checkpoint();
      }
      var reader = new SegmentReader(store);
      assertThat(reader.keys())
          .as("seed %d: every segment left has a block that no batch has read", seed)
          .allMatch(key -> reader.index(key).stream().anyMatch(this::isUnread));
    }

    private boolean isUnread(LoggedBlock block) {
      return read.getOrDefault(block.source(), Optional.empty())
          .filter(last -> last.compareTo(block.info().id()) < 0)
          .isPresent();
    }

    private static String uid(int stream) {
      return "source-" + stream;
    }
  }

  @Test
  void removesWhatBelongsToASourceThatTheProgramNoLongerHas() {
    var gone = List.of(new SegmentRetention.Item("gone", new BlockId(0, 1, 5)));
    var with = new Frontier(Map.of("gone", Optional.of(new BlockId(0, 1, 4))));
    var without = new Frontier(Map.of("other", Optional.empty()));

    assertThat(SegmentRetention.isCovered(gone, List.of(with, without))).isFalse();
    assertThat(SegmentRetention.isCovered(gone, List.of(without))).isTrue();
  }

  @Test
  void keepsTheFirstBlocksOfASourceThatOlderCheckpointsDoNotKnow() {
    var added = List.of(new SegmentRetention.Item("added", new BlockId(0, 2, 0)));
    var older = new Frontier(Map.of());
    var newer = new Frontier(Map.of("added", Optional.of(new BlockId(0, 2, 3))));

    assertThat(SegmentRetention.isCovered(added, List.of(older, newer))).isFalse();
    assertThat(SegmentRetention.isCovered(added, List.of(newer))).isTrue();
  }
}
