package dev.sluice.worker.driver.status;

import dev.sluice.worker.control.wire.ReceiverLoad;
import dev.sluice.worker.control.wire.StreamLoad;
import dev.sluice.worker.driver.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measures the load of a job from what its workers say. Owned by the event loop. */
public final class LoadMeter {
  private static final int MOST_INPUTS = 64;
  private static final int MOST_WORKERS = 100;
  private static final double NANOS = 1e9;

  private final long intervalMillis;
  private final BatchFigures batches = new BatchFigures();
  private final Map<Integer, Stream> streams = new TreeMap<>();
  private final Map<String, Busy> receivers = new TreeMap<>();
  private final Map<String, Busy> executors = new TreeMap<>();
  private @Nullable RollingSum otherRecords;

  /** Measures a job with a batch interval. */
  public LoadMeter(long intervalMillis) {
    this.intervalMillis = intervalMillis;
  }

  /** A worker has said what its receivers do. */
  public void receivers(String worker, ReceiverLoad load, long nowMillis) {
    var busy = receivers.computeIfAbsent(worker, name -> new Busy(1, nowMillis));
    busy.unacknowledged = 0;
    for (var stream : load.getStreamsList()) {
      var measured = streams.computeIfAbsent(stream.getStream(), number -> new Stream(nowMillis));
      busy.nanos.add(nowMillis, measured.take(stream, nowMillis));
      busy.unacknowledged += stream.getUnacknowledged();
    }
  }

  /** An executor has worked for a batch. */
  public void executor(String worker, int lanes, long busyNanos, long nowMillis) {
    executors
        .computeIfAbsent(worker, name -> new Busy(lanes, nowMillis))
        .nanos
        .add(nowMillis, busyNanos);
  }

  /** A batch is committed. */
  void committed(Batch batch, long nowMillis) {
    batches.committed(batch, nowMillis);
    if (otherRecords == null) {
      otherRecords = new RollingSum(nowMillis);
    }
    otherRecords.add(nowMillis, Math.max(0, batch.inputRecords() - batch.blockRecords()));
  }

  /** A worker is gone. */
  public void left(String worker) {
    receivers.remove(worker);
    executors.remove(worker);
  }

  /** Returns the load of the last seconds. */
  JobLoad load(int receiverWorkers, int executorWorkers, long lagRecords, long nowMillis) {
    var inputs = new ArrayList<JobLoad.InputLoad>();
    streams.forEach((number, stream) -> inputs.add(stream.load(number, nowMillis)));
    var others = otherRecords == null ? Double.NaN : otherRecords.perSecond(nowMillis);
    var accepted = inputs.stream().mapToDouble(JobLoad.InputLoad::accepted).sum() + others;
    var throttled = inputs.stream().mapToDouble(JobLoad.InputLoad::throttled).sum();
    return new JobLoad(
        intervalMillis,
        figure(accepted + throttled),
        figure(accepted),
        figure(throttled),
        lagRecords,
        batches.processing(),
        batches.output(),
        batches.delay(),
        receiverWorkers,
        mean(receivers, nowMillis),
        executorWorkers,
        mean(executors, nowMillis),
        inputs.subList(0, Math.min(MOST_INPUTS, inputs.size())),
        list(receivers, nowMillis),
        list(executors, nowMillis));
  }

  private static @Nullable Double mean(Map<String, Busy> workers, long nowMillis) {
    return figure(
        workers.values().stream()
            .mapToDouble(worker -> worker.share(nowMillis))
            .average()
            .orElse(Double.NaN));
  }

  private static List<JobLoad.WorkerLoad> list(Map<String, Busy> workers, long nowMillis) {
    return workers.entrySet().stream()
        .limit(MOST_WORKERS)
        .filter(worker -> Double.isFinite(worker.getValue().share(nowMillis)))
        .map(
            worker ->
                new JobLoad.WorkerLoad(
                    worker.getKey(),
                    worker.getValue().share(nowMillis),
                    worker.getValue().unacknowledged))
        .toList();
  }

  private static @Nullable Double figure(double value) {
    return Double.isFinite(value) ? Double.valueOf(value) : null;
  }

  private static final class Busy {
    private final int threads;
    private final RollingSum nanos;
    private int unacknowledged;

    Busy(int threads, long nowMillis) {
      this.threads = Math.max(1, threads);
      this.nanos = new RollingSum(nowMillis);
    }

    double share(long nowMillis) {
      return Math.min(1, nanos.perSecond(nowMillis) / NANOS / threads);
    }
  }

  private static final class Stream {
    private final RollingSum records;
    private final RollingSum throttled;
    private StreamLoad last = StreamLoad.getDefaultInstance();

    Stream(long nowMillis) {
      records = new RollingSum(nowMillis);
      throttled = new RollingSum(nowMillis);
    }

    /** Takes in totals; returns the nanoseconds of work that are new. */
    long take(StreamLoad totals, long nowMillis) {
      if (totals.getAttempt() < last.getAttempt()) {
        return 0;
      }
      var before =
          totals.getAttempt() == last.getAttempt() ? last : StreamLoad.getDefaultInstance();
      last = totals;
      records.add(nowMillis, Math.max(0, totals.getRecords() - before.getRecords()));
      throttled.add(
          nowMillis, Math.max(0, totals.getThrottledNanos() - before.getThrottledNanos()));
      return Math.max(0, totals.getBusyNanos() - before.getBusyNanos());
    }

    JobLoad.InputLoad load(int number, long nowMillis) {
      var accepted = zeroIfUnknown(records.perSecond(nowMillis));
      var waiting = Math.min(1, zeroIfUnknown(throttled.perSecond(nowMillis)) / NANOS);
      return new JobLoad.InputLoad(number, accepted * (1 + waiting), accepted, accepted * waiting);
    }

    private static double zeroIfUnknown(double value) {
      return Double.isFinite(value) ? value : 0;
    }
  }
}
