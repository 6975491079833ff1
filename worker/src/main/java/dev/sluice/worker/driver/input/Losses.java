package dev.sluice.worker.driver.input;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was received and is lost for good, by the batch that goes without it. Owned by the event
 * loop.
 */
public final class Losses {
  /**
   * What one source has lost.
   *
   * @param blocks number of blocks
   * @param records number of records in those of them whose content is known
   */
  public record Loss(long blocks, long records) {
    /** Nothing. */
    public static final Loss NONE = new Loss(0, 0);

    Loss plus(Loss other) {
      return new Loss(blocks + other.blocks, records + other.records);
    }

    /** Whether it is none. */
    public boolean isNone() {
      return blocks == 0;
    }
  }

  private final TreeMap<Long, Map<String, Loss>> byBatch = new TreeMap<>();
  private final Map<String, Loss> next = new HashMap<>();

  /** A batch goes without blocks that were given to it. */
  public void add(long batch, String source, Loss loss) {
    byBatch.computeIfAbsent(batch, index -> new HashMap<>()).merge(source, loss, Loss::plus);
  }

  /** The batch that is cut next would have got blocks that are gone. */
  public void addToNext(String source, Loss loss) {
    next.merge(source, loss, Loss::plus);
  }

  /** A batch is cut. */
  public void cut(long batch) {
    next.forEach((source, loss) -> add(batch, source, loss));
    next.clear();
  }

  /** What a batch goes without. */
  public Loss of(long batch, String source) {
    return byBatch.getOrDefault(batch, Map.of()).getOrDefault(source, Loss.NONE);
  }

  /** Forgets batches that a checkpoint covers. */
  public void forget(long upTo) {
    byBatch.headMap(upTo, true).clear();
  }
}
