package dev.sluice.worker.writeahead;

import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Reads the write-ahead log. Thread-safe; every call blocks on the store. */
public final class SegmentReader {
  private static final int READERS = 16;

  private final ObjectStore store;

  public SegmentReader(ObjectStore store) {
    this.store = store;
  }

  /**
   * What the log holds.
   *
   * @param blocks all blocks, in no order
   * @param damaged keys of segments that cannot be read; what was in them is unknown
   * @param notices a line on each of those
   */
  public record Contents(List<LoggedBlock> blocks, List<String> damaged, List<String> notices) {
    public Contents {
      blocks = List.copyOf(blocks);
      damaged = List.copyOf(damaged);
      notices = List.copyOf(notices);
    }
  }

  /** Finds every block; several requests at a time. */
  public Contents contents() {
    var keys = keys();
    if (keys.isEmpty()) {
      return new Contents(List.of(), List.of(), List.of());
    }
    var damaged = new ConcurrentLinkedQueue<String>();
    var notices = new ConcurrentLinkedQueue<String>();
    var blocks = new ArrayList<LoggedBlock>();
    var readers = Executors.newFixedThreadPool(Math.min(READERS, keys.size()), reader());
    try {
      var reading = new ArrayList<Future<List<LoggedBlock>>>();
      for (var key : keys) {
        reading.add(readers.submit(() -> indexOrNothing(key, damaged, notices)));
      }
      for (var read : reading) {
        blocks.addAll(result(read));
      }
    } finally {
      readers.shutdownNow();
    }
    return new Contents(blocks, List.copyOf(damaged), List.copyOf(notices));
  }

  /** The keys of all segments. */
  List<String> keys() {
    return store.list(SegmentName.ROOT, "").stream()
        .filter(key -> SegmentName.parse(key).isPresent())
        .toList();
  }

  /**
   * Reads what is in a segment.
   *
   * @throws DamagedSegmentException if it is cut short or changed
   * @throws ObjectNotFoundException if it is gone
   */
  List<LoggedBlock> index(String key) {
    var name =
        SegmentName.parse(key)
            .orElseThrow(() -> new IllegalArgumentException("not a segment: " + key));
    return SegmentIndex.decode(key, range(key, name.bodyBytes(), name.indexBytes()));
  }

  /**
   * Reads a block.
   *
   * @throws DamagedSegmentException if it is cut short or changed
   * @throws ObjectNotFoundException if its segment is gone
   */
  public BlockContent.Encoded block(BlockId id, SegmentRange range) {
    return BlockBytes.read(range.key(), id, range(range.key(), range.offset(), range.length()));
  }

  private byte[] range(String key, long offset, int length) {
    try {
      return store.getRange(key, offset, length);
    } catch (ObjectNotFoundException e) {
      throw e;
    } catch (StoreException e) {
      if (e.failure() == StoreFailure.INVALID) {
        throw new DamagedSegmentException(key, "it is cut short");
      }
      throw e;
    }
  }

  private List<LoggedBlock> indexOrNothing(
      String key, ConcurrentLinkedQueue<String> damaged, ConcurrentLinkedQueue<String> notices) {
    try {
      return index(key);
    } catch (DamagedSegmentException e) {
      damaged.add(key);
      notices.add(String.valueOf(e.getMessage()));
    } catch (ObjectNotFoundException e) {
      // An earlier driver has just removed it: a checkpoint covers it.
    }
    return List.of();
  }

  private static List<LoggedBlock> result(Future<List<LoggedBlock>> read) {
    try {
      return read.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the write-ahead log was read", e);
    }
  }

  private static ThreadFactory reader() {
    return task -> {
      var thread = new Thread(task, "write-ahead-log-reader");
      thread.setDaemon(true);
      return thread;
    };
  }
}
