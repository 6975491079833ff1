package dev.sluice.worker.driver.events;

import dev.sluice.streaming.Time;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.OutputOperationInfo;
import dev.sluice.streaming.scheduler.StreamInputInfo;
import dev.sluice.streaming.scheduler.StreamingListenerBatchCompleted;
import dev.sluice.streaming.scheduler.StreamingListenerBatchStarted;
import dev.sluice.streaming.scheduler.StreamingListenerBatchSubmitted;
import dev.sluice.streaming.scheduler.StreamingListenerOutputOperationCompleted;
import dev.sluice.streaming.scheduler.StreamingListenerOutputOperationStarted;
import dev.sluice.streaming.scheduler.StreamingListenerStreamingStarted;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.plan.PlannedJob;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Follows the batches that are not complete, and tells listeners how they get on: each of cut,
 * start and completion once, whatever has to be computed again. Batches without an output operation
 * are not told of, as in Spark. Thread-safe.
 */
public final class BatchEvents {
  private final ListenerBus bus;
  private final StreamingStatistics statistics;
  private final Clock clock;
  private final PlannedJob job;
  private final InputInfos inputs;
  private final Map<Long, BatchInfo> batches = new TreeMap<>();
  private boolean streaming;

  /** Makes the events of a job. */
  public BatchEvents(
      ListenerBus bus,
      StreamingStatistics statistics,
      Clock clock,
      PlannedJob job,
      InputInfos inputs) {
    this.bus = bus;
    this.statistics = statistics;
    this.clock = clock;
    this.job = job;
    this.inputs = inputs;
  }

  /** Executors are there. */
  public synchronized void running() {
    if (!streaming) {
      streaming = true;
      statistics.streaming(clock.millis());
      bus.post(new StreamingListenerStreamingStarted(clock.millis()));
    }
  }

  /** A batch was cut, or is the work of an earlier driver that has to be completed. */
  public synchronized void submitted(Batch batch) {
    var info = info(batch.index(), batch.timeMillis(), inputs.of(batch.composition()));
    if (!info.outputOperationInfos().isEmpty()
        && batches.putIfAbsent(batch.index(), info) == null) {
      statistics.submitted(info);
      bus.post(new StreamingListenerBatchSubmitted(info));
    }
  }

  /** A batch begins to run; has no effect when it has begun before. */
  public synchronized void started(Batch batch) {
    var info = batches.get(batch.index());
    if (info != null && info.processingStartTime().isEmpty()) {
      var started =
          change(batch.index(), i -> with(i, Optional.of(clock.millis()), i.processingEndTime()));
      statistics.started(started);
      bus.post(new StreamingListenerBatchStarted(started));
    }
  }

  /** A batch, if it is not complete, goes without some of its input. */
  public synchronized void changed(Batch batch) {
    if (batches.containsKey(batch.index())) {
      var input = inputs.of(batch.composition());
      statistics.changed(
          change(
              batch.index(),
              info ->
                  new BatchInfo(
                      info.batchTime(),
                      input,
                      info.submissionTime(),
                      info.processingStartTime(),
                      info.processingEndTime(),
                      info.outputOperationInfos())));
    }
  }

  /** An output operation of a batch begins. */
  public synchronized void outputStarted(long index, int output) {
    var info = batches.get(index);
    if (info != null) {
      var operation =
          with(operation(info, output), Optional.of(clock.millis()), Optional.empty(), null);
      statistics.changed(change(index, i -> with(i, operation)));
      bus.post(new StreamingListenerOutputOperationStarted(operation));
    }
  }

  /** An output operation of a batch has ended; with what it failed with, if it did. */
  public synchronized void outputEnded(long index, int output, @Nullable Throwable failure) {
    var info = batches.get(index);
    if (info != null) {
      var begun = operation(info, output);
      var operation = with(begun, begun.startTime(), Optional.of(clock.millis()), failure);
      statistics.changed(change(index, i -> with(i, operation)));
      bus.post(new StreamingListenerOutputOperationCompleted(operation));
    }
  }

  /** A batch is complete, or has failed for good. */
  public synchronized void completed(long index) {
    if (batches.containsKey(index)) {
      var info = change(index, i -> with(i, i.processingStartTime(), Optional.of(clock.millis())));
      batches.remove(index);
      statistics.completed(info);
      bus.post(new StreamingListenerBatchCompleted(info));
    }
  }

  private BatchInfo info(long index, long timeMillis, Map<Integer, StreamInputInfo> input) {
    var time = new Time(timeMillis);
    var operations = new TreeMap<Integer, OutputOperationInfo>();
    for (var output = 0; output < job.outputs().size(); output++) {
      if (index % job.plan().outputs().get(output).slideBatches() == 0) {
        var name = job.outputs().get(output).info().toString();
        operations.put(
            output,
            new OutputOperationInfo(
                time, output, name, name, Optional.empty(), Optional.empty(), Optional.empty()));
      }
    }
    return new BatchInfo(
        time, input, clock.millis(), Optional.empty(), Optional.empty(), operations);
  }

  private BatchInfo change(long index, UnaryOperator<BatchInfo> change) {
    var changed = change.apply(batches.get(index));
    batches.put(index, changed);
    return changed;
  }

  private static OutputOperationInfo operation(BatchInfo info, int output) {
    var operation = info.outputOperationInfos().get(output);
    if (operation == null) {
      throw new IllegalStateException("batch of %s has no output %d".formatted(info, output));
    }
    return operation;
  }

  private static BatchInfo with(BatchInfo info, Optional<Long> start, Optional<Long> end) {
    return new BatchInfo(
        info.batchTime(),
        info.streamIdToInputInfo(),
        info.submissionTime(),
        start,
        end,
        info.outputOperationInfos());
  }

  private static BatchInfo with(BatchInfo info, OutputOperationInfo operation) {
    var operations = new TreeMap<>(info.outputOperationInfos());
    operations.put(operation.id(), operation);
    return new BatchInfo(
        info.batchTime(),
        info.streamIdToInputInfo(),
        info.submissionTime(),
        info.processingStartTime(),
        info.processingEndTime(),
        operations);
  }

  private static OutputOperationInfo with(
      OutputOperationInfo operation,
      Optional<Long> start,
      Optional<Long> end,
      @Nullable Throwable failure) {
    return new OutputOperationInfo(
        operation.batchTime(),
        operation.id(),
        operation.name(),
        operation.description(),
        start,
        end,
        Optional.ofNullable(failure).map(BatchEvents::stackTrace));
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
