package dev.sluice.worker.driver.events;

import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.ReceiverInfo;
import dev.sluice.streaming.scheduler.StreamInputInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is kept of a job's batches, at one moment.
 *
 * @param startedMillis when the first batch of this driver could run, since 1970; empty before that
 * @param intervalMillis batch interval; 0 before it is known
 * @param streams names of the input streams, by their number
 * @param receivers the receivers, by their number
 * @param waiting batches that are cut and not started, the oldest first
 * @param running batches that are started and not complete, the oldest first
 * @param completed the last batches that are complete, the oldest first
 * @param completedBatches all that were completed
 * @param receivedRecords records of all batches that were cut
 * @param processedRecords records of all batches that are complete
 */
public record StreamingHistory(
    Optional<Long> startedMillis,
    long intervalMillis,
    Map<Integer, String> streams,
    List<ReceiverInfo> receivers,
    List<BatchInfo> waiting,
    List<BatchInfo> running,
    List<BatchInfo> completed,
    long completedBatches,
    long receivedRecords,
    long processedRecords) {
  private static final double SECOND = 1_000;

  /** Copies the collections. */
  public StreamingHistory {
    streams = Map.copyOf(streams);
    receivers = List.copyOf(receivers);
    waiting = List.copyOf(waiting);
    running = List.copyOf(running);
    completed = List.copyOf(completed);
  }

  /** {@return all batches that are known, the oldest first} */
  public Stream<BatchInfo> batches() {
    return Stream.of(completed, running, waiting).flatMap(List::stream);
  }

  /** {@return the rate of so many records in each interval, a second; 0 before it is known} */
  public double perSecond(long records) {
    return intervalMillis == 0 ? 0 : records * SECOND / intervalMillis;
  }

  /** {@return how many records an input stream gave to a batch} */
  public static long records(BatchInfo batch, int stream) {
    return Optional.ofNullable(batch.streamIdToInputInfo().get(stream))
        .map(StreamInputInfo::numRecords)
        .orElse(0L);
  }

  /** {@return the batch of a time; empty if it is not known or not known any more} */
  public Optional<BatchInfo> batch(long timeMillis) {
    return batches().filter(info -> info.batchTime().milliseconds() == timeMillis).findFirst();
  }
}
