package dev.sluice.worker.receiver;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockInfo;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.writeahead.SegmentLog;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The write-ahead log of one worker, begun when the first receiver needs it. Thread-safe. */
final class HostLog implements AutoCloseable {
  private final String workerId;
  private final ObjectStore store;
  private @Nullable SegmentLog log;

  HostLog(String workerId, ObjectStore store) {
    this.workerId = workerId;
    this.store = store;
  }

  /** The log for a stream. */
  synchronized StreamLog of(String source, ReceiverSettings settings) {
    if (log == null) {
      log = new SegmentLog(store, writer(), settings.writeAheadInterval());
      log.start();
    }
    return new StreamLog(log, source);
  }

  /** What is durable and still needed, for a driver that meets this worker. */
  synchronized List<BlockInfo> inventory() {
    return log == null
        ? List.of()
        : log.inventory().stream()
            .map(block -> WireBlocks.toWire(block.info(), block.range()))
            .toList();
  }

  synchronized void removed(Collection<BlockId> ids) {
    if (log != null) {
      log.removed(ids);
    }
  }

  @Override
  public synchronized void close() {
    if (log != null) {
      log.close();
    }
  }

  /** A worker that starts again under its name must not write what it wrote before. */
  private String writer() {
    return String.format(Locale.ROOT, "%s-%016x", workerId, ThreadLocalRandom.current().nextLong());
  }
}
