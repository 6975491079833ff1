package dev.sluice.worker.executor;

import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.exchange.ExchangeNetwork;
import java.util.List;

/** What all runs of an executor share. */
record ExecutorContext(
    ExecutorSettings settings,
    List<Lane> lanes,
    RecordFormat format,
    BlockFetcher blocks,
    ExchangeNetwork network,
    HeldPartitions held,
    SnapshotUploader snapshots,
    Reports reports) {
  ExecutorContext {
    lanes = List.copyOf(lanes);
  }
}
