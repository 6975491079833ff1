package dev.sluice.worker.executor;

import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.exchange.ExchangeNetwork;
import dev.sluice.worker.storage.JobFiles;
import java.util.List;

/** What all runs of an executor share. */
record ExecutorContext(
    ExecutorSettings settings,
    List<Lane> lanes,
    RecordFormat format,
    JobFiles files,
    ClassLoader jobClasses,
    BlockSource blocks,
    ExchangeNetwork network,
    HeldPartitions held,
    DataSetStore dataSets,
    Broadcasts broadcasts,
    ToldBatches told,
    SnapshotUploader snapshots,
    Reports reports) {
  ExecutorContext {
    lanes = List.copyOf(lanes);
  }
}
