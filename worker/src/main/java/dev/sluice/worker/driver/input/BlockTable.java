package dev.sluice.worker.driver.input;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which worker holds which block. Owned by the event loop. */
public final class BlockTable {
  private final Map<BlockId, Entry> entries = new HashMap<>();
  private final Set<BlockId> lost = new HashSet<>();
  private long bytes;

  /** Notes that a worker holds a block. */
  public void add(BlockInfo info, String worker) {
    var entry = entries.get(info.id());
    if (entry == null) {
      entry = new Entry(info);
      entries.put(info.id(), entry);
      bytes += info.bytes();
    }
    entry.holders.add(worker);
  }

  /** Returns who holds a block, the best one to process it first; empty if nobody does. */
  public Collection<String> holders(BlockId id) {
    var entry = entries.get(id);
    return entry == null ? List.of() : List.copyOf(entry.holders);
  }

  /** Returns whether anybody ever showed the block. */
  public boolean knows(BlockId id) {
    return entries.containsKey(id);
  }

  /** Returns all blocks of a stream that somebody holds. */
  public List<BlockInfo> ofStream(int stream) {
    var blocks = new ArrayList<BlockInfo>();
    for (var entry : entries.values()) {
      if (entry.info.id().stream() == stream && !entry.holders.isEmpty()) {
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
      bytes -= entry == null ? 0 : entry.info.bytes();
    }
    lost.removeAll(Set.copyOf(ids));
  }

  /** Returns how many bytes the blocks have that are known. */
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

    Entry(BlockInfo info) {
      this.info = info;
    }
  }
}
