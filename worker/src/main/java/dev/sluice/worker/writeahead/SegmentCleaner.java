package dev.sluice.worker.writeahead;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.writeahead.SegmentRetention.Frontier;
import dev.sluice.worker.writeahead.SegmentRetention.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes segments that no checkpoint needs any more, whoever wrote them. What is in a segment it
 * hears with the blocks, so that in the usual case it reads none. {@link #heard} is thread-safe,
 * {@link #clean} belongs to one thread, which may block.
 */
public final class SegmentCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentCleaner.class);

  private final ObjectStore store;
  private final SegmentReader reader;
  private final Map<String, Set<Item>> contents = new ConcurrentHashMap<>();
  private final Set<String> damaged = new HashSet<>();

  /**
   * Makes the cleaner of a driver.
   *
   * @param found what was in the log when the driver began
   */
  public SegmentCleaner(ObjectStore store, SegmentReader.Contents found) {
    this.store = store;
    this.reader = new SegmentReader(store);
    found.blocks().forEach(b -> heard(b.source(), b.info().id(), b.range().key()));
    damaged.addAll(found.damaged());
  }

  /** Takes note of a block of a segment. */
  public void heard(String source, BlockId id, String key) {
    contents
        .computeIfAbsent(key, segment -> ConcurrentHashMap.newKeySet())
        .add(new Item(source, id));
  }

  /**
   * Deletes what none of the checkpoints needs.
   *
   * @param kept the checkpoints that can be restored, the newest last
   * @param allOwn whether this driver took them all, so that what was damaged before is of no use
   */
  public void clean(List<Frontier> kept, boolean allOwn) {
    if (kept.isEmpty() || (contents.isEmpty() && damaged.isEmpty())) {
      return;
    }
    var garbage = new ArrayList<String>();
    for (var key : reader.keys()) {
      if (damaged.contains(key) ? allOwn : isCovered(key, kept)) {
        garbage.add(key);
      }
    }
    store.delete(garbage);
    garbage.forEach(
        key -> {
          contents.remove(key);
          damaged.remove(key);
        });
  }

  private boolean isCovered(String key, List<Frontier> kept) {
    var known = contents.getOrDefault(key, Set.of());
    return SegmentRetention.isCovered(known, kept)
        && complete(key, known)
            .filter(blocks -> SegmentRetention.isCovered(blocks, kept))
            .isPresent();
  }

  /** A block may not have been heard of: its receiver died before it could tell. */
  private Optional<Set<Item>> complete(String key, Set<Item> known) {
    int blocks = SegmentName.parse(key).orElseThrow().blocks();
    if (known.size() < blocks) {
      try {
        reader.index(key).forEach(b -> heard(b.source(), b.info().id(), key));
      } catch (DamagedSegmentException e) {
        LOG.warn("{}", e.getMessage());
        damaged.add(key);
        return Optional.empty();
      } catch (ObjectNotFoundException e) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(contents.get(key));
  }
}
