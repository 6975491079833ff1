package dev.sluice.worker.driver.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a job has to do, over the last ten seconds, for an autoscaler. A figure that is not
 * known is null, never 0. Rates are in records a second, shares of time from 0 to 1.
 *
 * @param intervalMillis batch interval
 * @param offered what sources have for the job, as far as it shows: what waits for a rate limit
 *     counts up to as much again as is accepted
 * @param accepted what receivers and other inputs take in
 * @param throttled the part of what is offered that waits
 * @param lagRecords records that are taken in and not in a committed batch
 * @param processingMillis how long a batch takes from its start, or the end of the one before it,
 *     to its commit
 * @param outputMillis the part of that after it was computed
 * @param schedulingDelayMillis how late batches start
 * @param receiverWorkers receiver workers that are connected
 * @param receiverBusy mean share of time that they store blocks
 * @param executorWorkers executors that are connected
 * @param executorBusy mean share of time that their lanes run tasks
 * @param inputs the receiver streams, at most 64
 * @param receivers the receiver workers, at most 100
 * @param executors the executors, at most 100
 */
public record JobLoad(
    long intervalMillis,
    @Nullable Double offered,
    @Nullable Double accepted,
    @Nullable Double throttled,
    long lagRecords,
    @Nullable Double processingMillis,
    @Nullable Double outputMillis,
    @Nullable Double schedulingDelayMillis,
    int receiverWorkers,
    @Nullable Double receiverBusy,
    int executorWorkers,
    @Nullable Double executorBusy,
    List<InputLoad> inputs,
    List<WorkerLoad> receivers,
    List<WorkerLoad> executors) {
  /** Copies the lists. */
  public JobLoad {
    inputs = List.copyOf(inputs);
    receivers = List.copyOf(receivers);
    executors = List.copyOf(executors);
  }

  /** What a receiver stream has to do. */
  public record InputLoad(int stream, double offered, double accepted, double throttled) {}

  /** How much of its time a worker is at work, and how many blocks of it are not stored yet. */
  public record WorkerLoad(String worker, double busy, int unacknowledged) {}

  /** The load of a driver that knows nothing yet. */
  static JobLoad unknown(long intervalMillis) {
    return new JobLoad(
        intervalMillis,
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        0,
        null,
        0,
        null,
        List.of(),
        List.of(),
        List.of());
  }
}
