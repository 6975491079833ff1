package dev.sluice.worker.driver.input;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.writeahead.SegmentRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which worker holds which block. Owned by the event loop. */
public final class BlockTable {
  private final Map<BlockId, Entry> entries = new HashMap<>();
  private final Set<BlockId> lost = new HashSet<>();
  private long bytes;

  /** Notes that a worker holds a block. */
  public void add(BlockInfo info, String worker) {
    var entry = entry(info);
    if (!entry.held) {
      entry.held = true;
      bytes += info.bytes();
    }
    entry.holders.add(worker);
    entry.most = Math.max(entry.most, entry.holders.size());
  }

  /** Notes that another worker holds a block that is known. */
  public void copied(BlockId id, String worker) {
    var entry = entries.get(id);
    if (entry != null) {
      entry.holders.add(worker);
    }
  }

  /** Notes that a block is in the write-ahead log. */
  public void logged(BlockInfo info, SegmentRange range) {
    entry(info).range = range;
  }

  /**
   * A block and who has it.
   *
   * @param logged whether it is in the write-ahead log, too
   */
  public record Held(BlockId id, Set<String> holders, boolean logged) {
    public Held {
      holders = Set.copyOf(holders);
    }
  }

  /** Returns the blocks that a worker holds, in order. */
  public List<Held> heldBy(String worker) {
    return entries.values().stream()
        .filter(entry -> entry.holders.contains(worker))
        .map(entry -> new Held(entry.info.id(), entry.holders, entry.range != null))
        .sorted(Comparator.comparing(Held::id))
        .toList();
  }

  /** Returns the blocks that several workers had and only one still has, in order. */
  public List<Held> bereft() {
    return entries.values().stream()
        .filter(entry -> entry.most > 1 && entry.holders.size() == 1 && entry.range == null)
        .map(entry -> new Held(entry.info.id(), entry.holders, false))
        .sorted(Comparator.comparing(Held::id))
        .toList();
  }

  private Entry entry(BlockInfo info) {
    return entries.computeIfAbsent(info.id(), id -> new Entry(info));
  }

  /** Returns where a block is in the write-ahead log; empty if it is not there. */
  public Optional<SegmentRange> range(BlockId id) {
    return Optional.ofNullable(entries.get(id)).map(entry -> entry.range);
  }

  /** Returns whether a block can be read. */
  public boolean isThere(BlockId id) {
    var entry = entries.get(id);
    return entry != null && entry.isThere();
  }

  /** A block is not in the write-ahead log, or damaged there. */
  public void unreadable(BlockId id) {
    var entry = entries.get(id);
    if (entry != null) {
      entry.range = null;
    }
  }

  /** Returns who holds a block, the best one to process it first; empty if nobody does. */
  public Collection<String> holders(BlockId id) {
    var entry = entries.get(id);
    return entry == null ? List.of() : List.copyOf(entry.holders);
  }

  /** Returns whether there is a block that would be gone with a worker. */
  public boolean isOnlyHolder(String worker) {
    return entries.values().stream()
        .anyMatch(
            entry ->
                entry.range == null && entry.holders.size() == 1 && entry.holders.contains(worker));
  }

  /** Returns whether anybody ever showed the block. */
  public boolean knows(BlockId id) {
    return entries.containsKey(id);
  }

  /** Returns all blocks of a stream that can be read. */
  public List<BlockInfo> ofStream(int stream) {
    var blocks = new ArrayList<BlockInfo>();
    for (var entry : entries.values()) {
      if (entry.info.id().stream() == stream && entry.isThere()) {
        blocks.add(entry.info);
      }
    }
    return blocks;
  }

  /** A worker is gone, and what it held with it unless it comes back and shows it. */
  public void workerLost(String worker) {
    entries.values().forEach(entry -> entry.holders.remove(worker));
  }

  /** Gives a block up: batches go without it from now on, even if it turns up again. */
  public void giveUp(BlockId id) {
    lost.add(id);
  }

  /** Returns whether a block was given up. */
  public boolean isLost(BlockId id) {
    return lost.contains(id);
  }

  /** Forgets blocks that nobody needs any more. */
  public void remove(Collection<BlockId> ids) {
    for (var id : ids) {
      var entry = entries.remove(id);
      bytes -= entry == null || !entry.held ? 0 : entry.info.bytes();
    }
    lost.removeAll(Set.copyOf(ids));
  }

  /** Returns how many bytes the blocks have that workers were known to hold. */
  public long bytes() {
    return bytes;
  }

  /** Returns how many blocks are known. */
  public int size() {
    return entries.size();
  }

  private static final class Entry {
    private final BlockInfo info;
    private final Set<String> holders = new LinkedHashSet<>();
    private @Nullable SegmentRange range;
    private boolean held;
    private int most;

    Entry(BlockInfo info) {
      this.info = info;
    }

    private boolean isThere() {
      return !holders.isEmpty() || range != null;
    }
  }
}
