package dev.sluice.worker.driver.receivers;

import static dev.sluice.worker.driver.receivers.ReceiverMessages.sendRate;
import static dev.sluice.worker.driver.receivers.ReceiverMessages.stopMessage;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.ReceiverEvent;
import dev.sluice.worker.control.wire.RunningReceiver;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.Losses;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.driver.workers.Workers;
import dev.sluice.worker.writeahead.SegmentCleaner;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which receiver runs where, and takes in what they store. A receiver that is gone starts again on
 * any receiver worker, for ever, with a higher attempt; what an older attempt still stores is
 * refused. Owned by the event loop.
 */
public final class ReceiverTracker {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiverTracker.class);

  /** How long a lost worker may take to come back with its receivers still running. */
  private static final long LOST_GRACE_MILLIS = 300;

  private final StreamReceivers streams;
  private final Inputs inputs;
  private final Workers workers;
  private final EventLoop loop;
  private final ReceiverEvents events;
  private final Runnable changed;
  private final LeavingWorkers leaving;
  private final BlockIntake intake;
  private final ReceiverStarts starts;
  private boolean started;
  private boolean stopping;
  private int failedStarts;
  private @Nullable String lastError;

  /**
   * Makes the tracker of a job.
   *
   * @param receivers the receivers, by their number
   * @param events told of what receivers do
   * @param changed called when a receiver has stopped for good
   * @param blocksLost called with the uid of a source and the number of blocks that are gone
   */
  public ReceiverTracker(
      List<ReceiverProgram> receivers,
      long epoch,
      Inputs inputs,
      BlockTable blocks,
      SegmentCleaner segments,
      Workers workers,
      EventLoop loop,
      ReceiverEvents events,
      Runnable changed,
      ObjLongConsumer<String> blocksLost) {
    this.inputs = inputs;
    this.workers = workers;
    this.loop = loop;
    this.changed = changed;
    this.streams = new StreamReceivers(receivers);
    this.events = events;
    this.leaving = new LeavingWorkers(blocks, workers);
    this.intake = new BlockIntake(streams, inputs, blocks, segments, this::startOver, blocksLost);
    this.starts = new ReceiverStarts(inputs, epoch);
  }

  /**
   * Starts every receiver that does not run anywhere; called once state and inputs are in place.
   */
  public void start() {
    started = true;
    streams.all().forEach(this::startIfIdle);
  }

  /** A worker has joined: takes over what runs on it, and starts what has waited for a worker. */
  public void joined(Worker worker, List<RunningReceiver> running, boolean leaves) {
    if (leaves) {
      leaving.leaves(worker);
    }
    leaving.tryAgain();
    for (var receiver : running) {
      starts.adopt(streams.get(receiver.getStream()), worker, receiver);
    }
    if (started) {
      streams.all().forEach(this::startIfIdle);
      if (worker.isReceiver() && !stopping) {
        balance();
      }
    }
  }

  /** Has some shards start again on the worker that has joined, so that all have as many. */
  private void balance() {
    for (var number : streams.toMove(leaving.others().stream().map(Worker::id).toList())) {
      LOG.info("receiver {} moves to a worker that has fewer", number);
      startOver(number);
      streams.get(number).ifPresent(this::startIfIdle);
    }
  }

  /**
   * A worker was told to end: it gets no receivers any more.
   *
   * @param drained whether its receivers have ended, so that it waits for what it has to hand over
   */
  public void leaving(Worker worker, boolean drained) {
    leaving.leaves(worker);
    if (drained) {
      leaving.handOver(worker);
    }
  }

  /** A worker is gone; its receivers start elsewhere unless it is back soon. */
  public void left(String workerId) {
    leaving.left(workerId);
    for (var stream : streams.all()) {
      if (stream.runsOn(workerId) && stopping) {
        events.stopped(stream.number());
        stream.stopped();
        changed.run();
      } else if (stream.runsOn(workerId)) {
        events.stopped(stream.number());
        stream.lost();
        loop.schedule(LOST_GRACE_MILLIS, () -> startIfIdle(stream));
      }
    }
  }

  /** Takes in a block, and tells its receiver so. */
  public void blockAdded(Worker worker, BlockAdded message) {
    if (intake.take(worker, message)) {
      failedStarts = 0;
    }
  }

  /** What a source had stored is lost: it is on record with its receiver from now on. */
  public void lost(String source, Losses.Loss loss, String message) {
    streams.all().stream()
        .filter(
            stream ->
                inputs.stream(stream.number()).flatMap(inputs::uidOf).equals(Optional.of(source)))
        .forEach(
            stream -> {
              stream.lost(loss);
              events.error(stream.number(), message);
            });
  }

  /**
   * Whether a block that is not known may still be accepted: it is of the present attempt of its
   * receiver.
   */
  public boolean mayAdd(BlockId id) {
    return streams.isCurrent(id);
  }

  /** A stream is read again from an earlier position: what runs is ended, another one started. */
  public void startOver(int number) {
    streams
        .get(number)
        .filter(stream -> !stream.isStopped())
        .ifPresent(
            stream -> {
              stream
                  .worker()
                  .flatMap(workers::get)
                  .ifPresent(worker -> worker.send(stopMessage(number, stream.attempt())));
              stream.lost();
              startIfIdle(stream);
            });
  }

  /** Takes in what a receiver says of itself. */
  public void event(Worker worker, ReceiverEvent event) {
    var found = streams.get(event.getStream());
    if (found.isEmpty() || found.get().attempt() != event.getAttempt()) {
      return;
    }
    var stream = found.get();
    switch (event.getKind()) {
      case STARTED -> {
        stream.running(worker.id());
        events.started(stream.number(), worker);
      }
      case ERROR -> {
        LOG.warn("receiver {}: {}", event.getStream(), event.getMessage());
        events.error(stream.number(), event.getMessage());
      }
      case RESTARTING -> {
        LOG.warn("receiver {} starts again: {}", event.getStream(), event.getMessage());
        failedStarts++;
        lastError = event.getMessage();
        events.error(stream.number(), event.getMessage());
        events.stopped(stream.number());
        if (stopping) {
          stream.stopped();
          changed.run();
        } else if (stream.restarting()) {
          loop.schedule(event.getDelayMillis(), () -> startAfterDelay(stream));
        }
      }
      case STOPPED -> {
        LOG.info("receiver {} has stopped: {}", event.getStream(), event.getMessage());
        events.stopped(stream.number());
        stream.stopped();
        changed.run();
      }
      default -> LOG.warn("unknown event of receiver {}: {}", event.getStream(), event.getKind());
    }
  }

  /** Asks all receivers to stop for good, storing what they have buffered. */
  public void stopAll() {
    stopping = true;
    for (var stream : streams.all()) {
      var worker = stream.worker().flatMap(workers::get);
      if (worker.isPresent() && !stream.isStopped()) {
        worker.get().send(stopMessage(stream.number(), stream.attempt()));
      } else {
        stream.stopped();
      }
    }
    changed.run();
  }

  /** Whether every receiver has stopped for good; also when there is none. */
  public boolean allStopped() {
    return streams.allStopped();
  }

  /** Limits a stream to a number of records a second, also after a restart of its receiver. */
  public void setRate(int number, double recordsPerSecond) {
    streams
        .get(number)
        .ifPresent(
            stream -> {
              stream.rate(recordsPerSecond);
              stream.worker().flatMap(workers::get).ifPresent(worker -> sendRate(stream, worker));
            });
  }

  /** How the receivers do, for the status. */
  public JobStatus.Receivers status() {
    return new JobStatus.Receivers(
        workers.receivers().size(), failedStarts, lastError, streams.rates(), streams.losses());
  }

  /** Number of receiver streams. */
  public int size() {
    return streams.all().size();
  }

  private void startAfterDelay(StreamReceiver stream) {
    if (stream.delayOver()) {
      startIfIdle(stream);
    }
  }

  private void startIfIdle(StreamReceiver stream) {
    if (!started || stopping || !stream.isIdle()) {
      return;
    }
    streams
        .place(stream, leaving.others())
        .flatMap(workers::get)
        .ifPresent(host -> starts.start(stream, host));
  }
}
