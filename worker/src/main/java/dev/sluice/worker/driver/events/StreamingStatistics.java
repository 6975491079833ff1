package dev.sluice.worker.driver.events;

import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.ReceiverInfo;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last batches, and counts them and their records, for gauges and pages. Thread-safe;
 * each method takes the time of a few map operations, {@link #history} that of a copy.
 */
public final class StreamingStatistics {
  private final TreeMap<Long, BatchInfo> waiting = new TreeMap<>();
  private final TreeMap<Long, BatchInfo> running = new TreeMap<>();
  private final ArrayDeque<BatchInfo> completed = new ArrayDeque<>();
  private final TreeMap<Integer, ReceiverInfo> receivers = new TreeMap<>();
  private Map<Integer, String> streams = Map.of();
  private long intervalMillis;
  private long mostRetained = 1_000;
  private long completedBatches;
  private long receivedRecords;
  private long processedRecords;
  private @Nullable Long startedMillis;
  private @Nullable BatchInfo lastReceived;

  /**
   * A job begins, or begins again from an earlier checkpoint.
   *
   * @param interval batch interval in milliseconds
   * @param retained how many completed batches are kept
   * @param names names of the input streams, by their number
   */
  public synchronized void begin(long interval, long retained, Map<Integer, String> names) {
    intervalMillis = interval;
    mostRetained = retained;
    streams = Map.copyOf(names);
    waiting.clear();
    running.clear();
    receivers.clear();
  }

  synchronized void streaming(long nowMillis) {
    startedMillis = nowMillis;
  }

  synchronized void submitted(BatchInfo info) {
    waiting.put(time(info), info);
    receivedRecords += info.numRecords();
    lastReceived = info;
  }

  synchronized void started(BatchInfo info) {
    waiting.remove(time(info));
    running.put(time(info), info);
    lastReceived = newer(info, lastReceived);
  }

  synchronized void changed(BatchInfo info) {
    waiting.replace(time(info), info);
    running.replace(time(info), info);
  }

  synchronized void completed(BatchInfo info) {
    waiting.remove(time(info));
    running.remove(time(info));
    completedBatches++;
    processedRecords += info.numRecords();
    completed.addLast(info);
    if (completed.size() > mostRetained) {
      completed.removeFirst();
    }
    lastReceived = newer(info, lastReceived);
  }

  /** A receiver is there, or something has happened to it. */
  public synchronized void receiver(int number, ReceiverInfo info) {
    receivers.put(number, info);
  }

  private static long time(BatchInfo info) {
    return info.batchTime().milliseconds();
  }

  private static BatchInfo newer(BatchInfo info, @Nullable BatchInfo known) {
    return known != null && known.batchTime().greater(info.batchTime()) ? known : info;
  }

  /** {@return everything that is kept, as it is now} */
  public synchronized StreamingHistory history() {
    return new StreamingHistory(
        Optional.ofNullable(startedMillis),
        intervalMillis,
        streams,
        List.copyOf(receivers.values()),
        List.copyOf(waiting.values()),
        List.copyOf(running.values()),
        List.copyOf(completed),
        completedBatches,
        receivedRecords,
        processedRecords);
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
    return completed.size();
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
    return Optional.ofNullable(completed.peekLast());
  }

  /** The newest batch. */
  public synchronized Optional<BatchInfo> lastReceivedBatch() {
    return Optional.ofNullable(lastReceived);
  }
}
