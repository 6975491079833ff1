package dev.sluice.worker.driver.events;

import dev.sluice.streaming.scheduler.BatchInfo;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts batches and records for the gauges of a job. Thread-safe. */
public final class StreamingStatistics {
  private static final int MOST_RETAINED = 1_000;

  private final Set<Long> waiting = new TreeSet<>();
  private final Set<Long> running = new TreeSet<>();
  private long completedBatches;
  private long receivedRecords;
  private long processedRecords;
  private @Nullable BatchInfo lastCompleted;
  private @Nullable BatchInfo lastReceived;

  synchronized void submitted(BatchInfo info) {
    waiting.add(info.batchTime().milliseconds());
    receivedRecords += info.numRecords();
    lastReceived = info;
  }

  synchronized void started(BatchInfo info) {
    waiting.remove(info.batchTime().milliseconds());
    running.add(info.batchTime().milliseconds());
    lastReceived = newer(info, lastReceived);
  }

  synchronized void completed(BatchInfo info) {
    waiting.remove(info.batchTime().milliseconds());
    running.remove(info.batchTime().milliseconds());
    completedBatches++;
    processedRecords += info.numRecords();
    lastCompleted = info;
    lastReceived = newer(info, lastReceived);
  }

  private static BatchInfo newer(BatchInfo info, @Nullable BatchInfo known) {
    return known != null && known.batchTime().greater(info.batchTime()) ? known : info;
  }

  /** Batches that are cut and not started. */
  public synchronized int waitingBatches() {
    return waiting.size();
  }

  /** Batches that are started and not complete. */
  public synchronized int runningBatches() {
    return running.size();
  }

  /** Batches that are complete. */
  public synchronized long totalCompletedBatches() {
    return completedBatches;
  }

  /** Batches of which details are kept. */
  public synchronized long retainedCompletedBatches() {
    return Math.min(completedBatches, MOST_RETAINED);
  }

  /** Records of all batches that were cut. */
  public synchronized long totalReceivedRecords() {
    return receivedRecords;
  }

  /** Records of all batches that are complete. */
  public synchronized long totalProcessedRecords() {
    return processedRecords;
  }

  /** The batch that was completed last. */
  public synchronized Optional<BatchInfo> lastCompletedBatch() {
    return Optional.ofNullable(lastCompleted);
  }

  /** The newest batch. */
  public synchronized Optional<BatchInfo> lastReceivedBatch() {
    return Optional.ofNullable(lastReceived);
  }
}
