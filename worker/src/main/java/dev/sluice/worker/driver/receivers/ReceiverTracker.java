package dev.sluice.worker.driver.receivers;

import static dev.sluice.worker.driver.receivers.ReceiverMessages.removeFrom;
import static dev.sluice.worker.driver.receivers.ReceiverMessages.stopMessage;

import com.google.protobuf.ByteString;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.BlockCopy;
import dev.sluice.worker.control.wire.BlockStored;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.HandOver;
import dev.sluice.worker.control.wire.ReceiverEvent;
import dev.sluice.worker.control.wire.RunningReceiver;
import dev.sluice.worker.control.wire.SetRate;
import dev.sluice.worker.control.wire.StartReceiver;
import dev.sluice.worker.driver.events.ListenerBus;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.Losses;
import dev.sluice.worker.driver.input.ReceiverInput;
import dev.sluice.worker.driver.loop.EventLoop;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.driver.workers.Workers;
import dev.sluice.worker.writeahead.SegmentCleaner;
import dev.sluice.worker.writeahead.SegmentRange;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private static final int ATTEMPTS_PER_EPOCH = 10_000;

  /**
   * A receiver of the program.
   *
   * @param streamId number of its input stream
   * @param name its class
   * @param content the serialised receiver
   * @param preferredLocation host or worker that it should run on; empty for any
   * @param group the same number for the shards of one receiver
   * @param onePerWorker whether a worker can have only one of the group
   */
  public record Program(
      int streamId,
      String name,
      byte[] content,
      Optional<String> preferredLocation,
      int group,
      boolean onePerWorker) {}

  /** How long a lost worker may take to come back with its receivers still running. */
  private static final long LOST_GRACE_MILLIS = 300;

  private final List<StreamReceiver> streams = new ArrayList<>();
  private final Inputs inputs;
  private final BlockTable blocks;
  private final SegmentCleaner segments;
  private final Workers workers;
  private final EventLoop loop;
  private final ReceiverEvents events;
  private final Runnable changed;
  private final ObjLongConsumer<String> blocksLost;
  private final Set<String> leaving = new HashSet<>();
  private final Set<String> staying = new HashSet<>();
  private int lastAttempt;
  private boolean started;
  private boolean stopping;
  private int failedStarts;
  private @Nullable String lastError;

  /**
   * Makes the tracker of a job.
   *
   * @param receivers the receivers, by their number
   * @param listeners told of what receivers do
   * @param changed called when a receiver has stopped for good
   * @param blocksLost called with the uid of a source and the number of blocks that are gone
   */
  public ReceiverTracker(
      List<Program> receivers,
      long epoch,
      Inputs inputs,
      BlockTable blocks,
      SegmentCleaner segments,
      Workers workers,
      EventLoop loop,
      ListenerBus listeners,
      Clock clock,
      Runnable changed,
      ObjLongConsumer<String> blocksLost) {
    this.inputs = inputs;
    this.blocks = blocks;
    this.segments = segments;
    this.workers = workers;
    this.loop = loop;
    this.changed = changed;
    this.blocksLost = blocksLost;
    this.events = new ReceiverEvents(receivers, listeners, clock);
    this.lastAttempt = (int) Math.min(epoch * ATTEMPTS_PER_EPOCH, Integer.MAX_VALUE / 2);
    for (var stream = 0; stream < receivers.size(); stream++) {
      streams.add(new StreamReceiver(stream, receivers.get(stream)));
    }
  }

  /**
   * Starts every receiver that does not run anywhere; called once state and inputs are in place.
   */
  public void start() {
    started = true;
    streams.forEach(this::startIfIdle);
  }

  /** A worker has joined: takes over what runs on it, and starts what has waited for a worker. */
  public void joined(Worker worker, List<RunningReceiver> running, boolean leaves) {
    if (leaves) {
      leaving.add(worker.id());
    }
    List.copyOf(staying).forEach(id -> workers.get(id).ifPresent(this::handOver));
    for (var receiver : running) {
      adopt(worker, receiver);
    }
    if (started) {
      streams.forEach(this::startIfIdle);
      if (worker.isReceiver() && !stopping) {
        balance();
      }
    }
  }

  /** Has some shards start again on the worker that has joined, so that all have as many. */
  private void balance() {
    var hosts =
        workers.receivers().stream().map(Worker::id).filter(id -> !leaving.contains(id)).toList();
    var running = new ArrayList<ReceiverBalance.Shard>();
    for (var stream : streams) {
      stream
          .worker()
          .filter(host -> !stream.onePerWorker() && stream.runsOn(host) && hosts.contains(host))
          .ifPresent(
              host ->
                  running.add(new ReceiverBalance.Shard(stream.number(), stream.group(), host)));
    }
    for (var number : ReceiverBalance.toMove(hosts, running)) {
      LOG.info("receiver {} moves to a worker that has fewer", number);
      startOver(number);
      stream(number).ifPresent(this::startIfIdle);
    }
  }

  /**
   * A worker was told to end: it gets no receivers any more.
   *
   * @param drained whether its receivers have ended, so that it waits for what it has to hand over
   */
  public void leaving(Worker worker, boolean drained) {
    leaving.add(worker.id());
    if (drained) {
      handOver(worker);
    }
  }

  private void handOver(Worker worker) {
    var executors = ids(workers.executors());
    var held = blocks.heldBy(worker.id());
    if (HandOverPlan.mustStay(held, executors)) {
      staying.add(worker.id());
      return;
    }
    staying.remove(worker.id());
    var message = HandOver.newBuilder();
    HandOverPlan.of(held, worker.id(), executors)
        .forEach(
            copy ->
                workers
                    .get(copy.target())
                    .ifPresent(
                        target ->
                            message.addCopies(
                                BlockCopy.newBuilder()
                                    .setId(WireBlocks.toWire(copy.id()))
                                    .setTarget(target.peer()))));
    worker.send(DriverMessage.newBuilder().setHandOver(message));
  }

  private static List<String> ids(List<Worker> some) {
    return some.stream().map(Worker::id).toList();
  }

  /** A worker is gone; its receivers start elsewhere unless it is back soon. */
  public void left(String workerId) {
    leaving.remove(workerId);
    staying.remove(workerId);
    for (var stream : streams) {
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
    var info = WireBlocks.fromWire(message.getBlock());
    if (!blocks.knows(info.id()) && !mayAdd(info.id())) {
      LOG.warn("refused {}: its receiver was replaced", info.id());
      removeFrom(worker, List.of(info.id()));
      return;
    }
    if (!blocks.knows(info.id()) && !isNext(info)) {
      LOG.warn("refused {}: blocks that its receiver does not know of come before it", info.id());
      startOver(info.id().stream());
      removeFrom(worker, List.of(info.id()));
      return;
    }
    failedStarts = 0;
    if (!blocks.knows(info.id())) {
      reportGap(info);
    }
    if (blocks.knows(info.id()) || input(info.id().stream()).filter(i -> i.add(info)).isPresent()) {
      message.getWorkerIdsList().forEach(holder -> blocks.add(info, holder));
      if (message.getBlock().hasSegment()) {
        logged(info, WireBlocks.fromWire(message.getBlock().getSegment()));
      }
    }
    worker.send(
        DriverMessage.newBuilder()
            .setBlockStored(BlockStored.newBuilder().setId(message.getBlock().getId())));
  }

  private void reportGap(BlockInfo info) {
    input(info.id().stream())
        .filter(stream -> stream.lostBefore(info) > 0)
        .ifPresent(
            stream ->
                blocksLost.accept(inputs.uidOf(stream).orElseThrow(), stream.lostBefore(info)));
  }

  /** What a source had stored is lost: it is on record with its receiver from now on. */
  public void lost(String source, Losses.Loss loss, String message) {
    streams.stream()
        .filter(stream -> input(stream.number()).flatMap(inputs::uidOf).equals(Optional.of(source)))
        .forEach(
            stream -> {
              stream.lost(loss);
              events.error(stream.number(), message);
            });
  }

  private void logged(BlockInfo info, SegmentRange range) {
    blocks.logged(info, range);
    input(info.id().stream())
        .flatMap(inputs::uidOf)
        .ifPresent(source -> segments.heard(source, info.id(), range.key()));
  }

  /** Whether a block follows the last one of its stream, or one that was lost. */
  private boolean isNext(BlockInfo info) {
    return input(info.id().stream()).filter(stream -> stream.isNext(info)).isPresent();
  }

  /**
   * Whether a block that is not known may still be accepted: it is of the present attempt of its
   * receiver.
   */
  public boolean mayAdd(BlockId id) {
    return stream(id.stream()).filter(stream -> stream.attempt() == id.attempt()).isPresent();
  }

  /** A stream is read again from an earlier position: what runs is ended, another one started. */
  public void startOver(int number) {
    stream(number)
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
    var found = stream(event.getStream());
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
    for (var stream : streams) {
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
    return streams.stream().allMatch(stream -> stream.isStopped() || waitsForNobody(stream));
  }

  /** Whether a shard that never found a worker of its own waits while others have stopped. */
  private boolean waitsForNobody(StreamReceiver stream) {
    return stream.onePerWorker()
        && stream.isIdle()
        && streams.stream().anyMatch(other -> other.group() == stream.group() && other.isStopped());
  }

  /** Limits a stream to a number of records a second, also after a restart of its receiver. */
  public void setRate(int number, double recordsPerSecond) {
    stream(number)
        .ifPresent(
            stream -> {
              stream.rate(recordsPerSecond);
              stream.worker().flatMap(workers::get).ifPresent(worker -> sendRate(stream, worker));
            });
  }

  /** How the receivers do, for the status. */
  public JobStatus.Receivers status() {
    var rates = new TreeMap<Integer, Double>();
    for (var stream : streams) {
      stream.rate().ifPresent(rate -> rates.put(stream.streamId(), rate));
    }
    var lost = new TreeMap<Integer, JobStatus.Lost>();
    for (var stream : streams) {
      if (!stream.loss().isNone()) {
        lost.put(
            stream.streamId(), new JobStatus.Lost(stream.loss().blocks(), stream.loss().records()));
      }
    }
    return new JobStatus.Receivers(
        workers.receivers().size(), failedStarts, lastError, rates, lost);
  }

  /** Number of receiver streams. */
  public int size() {
    return streams.size();
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
    var host = place(stream);
    if (host.isEmpty()) {
      return;
    }
    stream.starting(++lastAttempt, host.get().id());
    var message =
        StartReceiver.newBuilder()
            .setStream(stream.number())
            .setAttempt(stream.attempt())
            .setReceiver(ByteString.copyFrom(stream.content()));
    input(stream.number())
        .ifPresent(
            input -> {
              input.lastPosition().ifPresent(message::setLastPosition);
              input.lastBlock().ifPresent(id -> message.setLastBlock(WireBlocks.toWire(id)));
              inputs.uidOf(input).ifPresent(message::setSource);
            });
    host.get().send(DriverMessage.newBuilder().setStartReceiver(message));
    sendRate(stream, host.get());
  }

  private Optional<Worker> place(StreamReceiver stream) {
    var candidates =
        workers.receivers().stream()
            .filter(worker -> !leaving.contains(worker.id()))
            .map(
                worker ->
                    new ReceiverPlacement.Candidate(
                        worker.id(),
                        worker.host(),
                        streamsOn(worker.id()),
                        shardsOn(worker.id(), stream.group())))
            .filter(candidate -> !stream.onePerWorker() || candidate.shards() == 0)
            .toList();
    return ReceiverPlacement.choose(stream.preferredLocation(), candidates)
        .flatMap(chosen -> workers.get(chosen.worker()));
  }

  private int shardsOn(String workerId, int group) {
    return (int)
        streams.stream()
            .filter(stream -> stream.group() == group && stream.runsOn(workerId))
            .count();
  }

  private int streamsOn(String workerId) {
    return (int) streams.stream().filter(stream -> stream.runsOn(workerId)).count();
  }

  private void adopt(Worker worker, RunningReceiver running) {
    var stream = stream(running.getStream());
    if (stream.isEmpty() || !stream.get().adopt(running.getAttempt(), worker.id())) {
      worker.send(stopMessage(running.getStream(), running.getAttempt()));
      return;
    }
    lastAttempt = Math.max(lastAttempt, running.getAttempt());
    sendRate(stream.get(), worker);
  }

  private Optional<StreamReceiver> stream(int number) {
    return number >= 0 && number < streams.size()
        ? Optional.of(streams.get(number))
        : Optional.empty();
  }

  private Optional<ReceiverInput> input(int stream) {
    return inputs.stream(stream);
  }

  private static void sendRate(StreamReceiver stream, Worker worker) {
    stream
        .rate()
        .ifPresent(
            rate ->
                worker.send(
                    DriverMessage.newBuilder()
                        .setSetRate(
                            SetRate.newBuilder()
                                .setStream(stream.number())
                                .setRecordsPerSecond(rate))));
  }
}
