package dev.sluice.worker.driver.rate;

import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.receiver.RateSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives each receiver stream a rate after every batch, so that the job keeps up. Owned by the event
 * loop; without back pressure it does nothing.
 */
public final class RateControl {
  /** Batches shorter than this are looked at together: a rate for each would tell no more. */
  static final long SHORTEST_SAMPLE_MILLIS = 50;

  /** Takes a new rate to a receiver. */
  public interface Sink {
    /** A stream may take in so many records a second from now on. */
    void rate(int stream, double recordsPerSecond);
  }

  private final List<Stream> streams = new ArrayList<>();
  private final BatchTimes times = new BatchTimes();
  private final long intervalMillis;
  private final double maxRate;
  private final Sink sink;
  private long batches;
  private long processing;
  private long sampledMillis;

  /**
   * Makes the control of a job.
   *
   * @param uids the receiver streams, in order of their numbers
   */
  public RateControl(RateSettings settings, long intervalMillis, List<String> uids, Sink sink) {
    this.intervalMillis = intervalMillis;
    this.maxRate = settings.maxRate();
    this.sink = sink;
    if (settings.enabled()) {
      uids.forEach(
          uid ->
              streams.add(
                  new Stream(uid, estimator(settings, intervalMillis), settings.initialRate())));
    }
  }

  private static RateEstimator estimator(RateSettings settings, long intervalMillis) {
    return switch (settings.estimator()) {
      case PID ->
          new PidEstimator(
              new PidEstimator.Gains(
                  settings.proportional(),
                  settings.integral(),
                  settings.derived(),
                  settings.minRate()),
              intervalMillis);
      case AUTO ->
          new AutoEstimator(
              new AutoEstimator.Bounds(intervalMillis, settings.minRate()), settings.initialRate());
    };
  }

  /**
   * A batch was cut.
   *
   * @param nextToStart the batch that waits for its start longest
   */
  public void cut(long index, long nextToStart, long nowMillis) {
    if (streams.isEmpty()) {
      return;
    }
    times.cut(index, nowMillis);
    times
        .cutOf(nextToStart)
        .ifPresent(since -> streams.forEach(stream -> stream.waiting(nowMillis - since)));
    send();
  }

  /** A batch is computed and its output begins as soon as that of those before is complete. */
  public void submitted(long index, long nowMillis) {
    if (!streams.isEmpty()) {
      times.submitted(index, nowMillis);
    }
  }

  /** The output of a batch was complete at a time. */
  public void completed(Batch batch, long endMillis) {
    if (streams.isEmpty()) {
      return;
    }
    var measured = times.complete(batch, endMillis);
    batches++;
    processing += measured.processing();
    streams.forEach(stream -> stream.records += recordsOf(batch, stream.uid));
    if (intervalMillis < SHORTEST_SAMPLE_MILLIS
        && endMillis - sampledMillis < SHORTEST_SAMPLE_MILLIS) {
      return;
    }
    sampledMillis = endMillis;
    for (var stream : streams) {
      stream.estimator =
          stream.estimator.after(
              new BatchSample(
                  endMillis,
                  stream.records,
                  batches * intervalMillis,
                  processing,
                  measured.waiting()));
      stream.records = 0;
    }
    batches = 0;
    processing = 0;
    send();
  }

  private void send() {
    for (var number = 0; number < streams.size(); number++) {
      var stream = streams.get(number);
      var rate = Math.min(maxRate, stream.estimator.rate().orElse(stream.sent));
      if (rate != stream.sent) {
        stream.sent = rate;
        sink.rate(number, rate);
      }
    }
  }

  private static long recordsOf(Batch batch, String uid) {
    return batch.composition().inputs().get(uid) instanceof SourceInput.Blocks some
        ? some.blocks().stream().mapToLong(BlockReference::records).sum()
        : 0;
  }

  private static final class Stream {
    private final String uid;
    private RateEstimator estimator;
    private long records;
    private double sent;

    /**
     * A stream whose receiver begins with a rate by itself, or goes on with that of a former
     * driver.
     */
    Stream(String uid, RateEstimator estimator, double initialRate) {
      this.uid = uid;
      this.estimator = estimator;
      this.sent = initialRate;
    }

    void waiting(long waitMillis) {
      estimator = estimator.waiting(waitMillis);
    }
  }
}
