package dev.sluice.worker.receiver;

import dev.sluice.receiver.Receiver;
import dev.sluice.receiver.ReceiverSupervisor;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.control.wire.ReceiverEvent;
import dev.sluice.worker.control.wire.RunningReceiver;
import dev.sluice.worker.control.wire.StartReceiver;
import dev.sluice.worker.control.wire.StreamLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a receiver on this worker. Its start and its end run on a thread of its own,
 * single records go through a {@link BlockGenerator}, which a second thread empties into the {@link
 * BlockChain}.
 *
 * <p>The end: no further block is taken, the one at hand is stored and acknowledged, then the
 * receiver's own {@code onStop}, then what is buffered is stored, then the driver hears of it. So
 * nothing that the receiver needs is gone before it.
 */
final class HostedReceiver implements ReceiverSupervisor {
  private static final Logger LOG = LoggerFactory.getLogger(HostedReceiver.class);

  /** How long the end of a receiver may wait for the block that it is storing. */
  private static final long GATE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long onStart may take before somebody should know. */
  private static final long START_SECONDS = 2;

  private final StartReceiver start;
  private final Receiver<?> receiver;
  private final ReceiverSettings settings;
  private final ReceiverContext context;
  private final Consumer<HostedReceiver> gone;
  private final RateLimiter limiter;
  private final RecordSizes sizes = new RecordSizes();
  private final BlockGenerator generator;
  private final boolean logged;
  private final BlockEncoder encoder;
  private final BlockChain chain;
  private final StoreGate gate = new StoreGate();
  private final LoadMeter meter = new LoadMeter();
  private final ReceiverThreads threads;
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private final StartingThread starting = new StartingThread();
  private volatile boolean started;
  private volatile boolean asked;
  private volatile boolean aborted;
  private @Nullable Future<?> cutting;

  HostedReceiver(
      StartReceiver start,
      Receiver<?> receiver,
      ReceiverSettings settings,
      ReceiverContext context,
      Consumer<HostedReceiver> gone) {
    this.start = start;
    this.receiver = receiver;
    this.settings = settings;
    this.context = context;
    this.gone = gone;
    limiter = new RateLimiter(settings.rates().maxRate());
    limiter.update(settings.rates().initialRate());
    generator = new BlockGenerator(settings.blockQueueSize(), limiter, sizes);
    logged = settings.writeAheadLog() || receiver.storageLevel().logged();
    encoder = logged ? context.encoder().toBytes() : context.encoder();
    chain =
        new BlockChain(
            start,
            receiver.storageLevel().replication(),
            context.placement(),
            logged
                ? Optional.of(context.segments().of(start.getSource(), settings))
                : Optional.empty(),
            context.announcements());
    threads = new ReceiverThreads(start.getStream(), context.jobClasses());
  }

  int stream() {
    return start.getStream();
  }

  int attempt() {
    return start.getAttempt();
  }

  RunningReceiver running() {
    return RunningReceiver.newBuilder().setStream(stream()).setAttempt(attempt()).build();
  }

  StreamLoad load() {
    return StreamLoad.newBuilder()
        .setStream(stream())
        .setAttempt(attempt())
        .setRecords(meter.records())
        .setBusyNanos(meter.busyNanos())
        .setThrottledNanos(limiter.waitedNanos())
        .setUnacknowledged(generator.waiting() + meter.storing())
        .build();
  }

  void setRate(double recordsPerSecond) {
    limiter.update(recordsPerSecond);
  }

  /** Starts it; returns at once. */
  void begin() {
    long interval = settings.blockInterval().toNanos();
    // All receivers of a worker cut at the same time, so that their blocks share a segment.
    cutting =
        context
            .timer()
            .scheduleAtFixedRate(
                generator::cut,
                interval - Math.floorMod(System.nanoTime(), interval),
                interval,
                TimeUnit.NANOSECONDS);
    threads.run(this::startReceiver);
    threads.runStorer(this::storeBlocks);
  }

  /** Tells the driver once more that it runs. */
  void confirm() {
    if (started) {
      tell(ReceiverEvent.Kind.STARTED, "", Duration.ZERO);
    }
  }

  /** Ends it in the background. The driver's word replaces what the receiver wanted itself. */
  void end(Ending why) {
    asked = why.graceful();
    var before = ending.getAndSet(why);
    if (before == null) {
      finishSoon();
    }
  }

  /** Ends it without storing anything and without a word to the driver; waits for nothing. */
  void abort() {
    aborted = true;
    end(Ending.stopped("the worker ends or another attempt runs", false));
    generator.discard();
    chain.abort();
  }

  @Override
  public void storeOne(Object item) {
    generator.add(item);
  }

  @Override
  public void storeBlock(Iterator<?> items, @Nullable String position) {
    gate.enter();
    try {
      var content = encoder.encode(items);
      meter.store(content.records(), () -> chain.store(List.of(content), position));
    } finally {
      gate.leave();
    }
  }

  @Override
  public void restart(String message, @Nullable Throwable error, Duration delay) {
    LOG.info("receiver of stream {} restarts: {}", stream(), message, error);
    endOnce(Ending.restarting(withCause(message, error), delay));
  }

  @Override
  public void stop(String message, @Nullable Throwable error) {
    LOG.info("receiver of stream {} stops: {}", stream(), message, error);
    endOnce(Ending.stopped(withCause(message, error), true));
  }

  @Override
  public void reportError(String message, Throwable error) {
    LOG.warn("receiver of stream {}: {}", stream(), message, error);
    tell(ReceiverEvent.Kind.ERROR, withCause(message, error), Duration.ZERO);
  }

  /** A message that names its cause itself is left as it is. */
  private static String withCause(String message, @Nullable Throwable error) {
    if (error == null || message.contains(String.valueOf(error.getMessage()))) {
      return message;
    }
    return message + ": " + (error.getMessage() == null ? error : error.getMessage());
  }

  @Override
  public boolean isStopped() {
    return ending.get() != null;
  }

  @Override
  public int streamId() {
    return stream();
  }

  @Override
  public Duration restartDelay() {
    return settings.restartDelay();
  }

  @Override
  public Optional<String> lastPosition() {
    return chain.lastPosition();
  }

  private void endOnce(Ending why) {
    if (ending.compareAndSet(null, why)) {
      finishSoon();
    }
  }

  private void finishSoon() {
    threads.run(this::finish);
    starting.interrupt();
  }

  private void startReceiver() {
    receiver.attach(this);
    starting.begin();
    var watch = context.timer().schedule(this::warnOfStart, START_SECONDS, TimeUnit.SECONDS);
    try {
      receiver.onStart();
      started = true;
      tell(ReceiverEvent.Kind.STARTED, "", Duration.ZERO);
    } catch (RuntimeException e) {
      restart("the receiver did not start: " + e, e, settings.restartDelay());
    } finally {
      watch.cancel(false);
      starting.end();
    }
  }

  private void warnOfStart() {
    var problem =
        "onStart of %s has not returned for %d s: start a thread there that receives, and return"
            .formatted(receiver.getClass().getName(), START_SECONDS);
    LOG.warn("receiver of stream {}: {}", stream(), problem);
    tell(ReceiverEvent.Kind.ERROR, problem, Duration.ZERO);
  }

  private void storeBlocks() {
    try {
      for (var block = generator.take(); block != null; block = generator.take()) {
        var blocks = new ArrayList<List<Object>>();
        blocks.add(block);
        if (logged) {
          blocks.addAll(generator.takeWaiting());
        }
        storeGenerated(blocks);
      }
    } catch (InterruptedException e) {
      generator.discard();
    } catch (ReceiverStoppedException e) {
      generator.discard();
      endOnce(Ending.stopped(String.valueOf(e.getMessage()), false));
    }
  }

  private void storeGenerated(List<List<Object>> blocks) {
    try {
      var contents = new ArrayList<BlockContent>();
      for (var block : blocks) {
        var content = encoder.encode(block.iterator());
        sizes.encoded(content.records(), BlockEncoder.bytesOf(content));
        contents.add(content);
      }
      var records = contents.stream().mapToLong(BlockContent::records).sum();
      meter.store(records, () -> chain.store(contents, null));
    } catch (ReceiverStoppedException e) {
      throw e;
    } catch (RuntimeException e) {
      reportError(
          blocks.stream().mapToInt(List::size).sum() + " records cannot be stored and are lost", e);
    }
  }

  private void finish() {
    if (cutting != null) {
      cutting.cancel(false);
    }
    var why = ending.get();
    if (why != null && !why.graceful()) {
      generator.discard();
    }
    if (asked) {
      gate.close(GATE_NANOS);
    }
    try {
      receiver.onStop();
    } catch (RuntimeException e) {
      reportError("onStop failed", e);
    }
    generator.close();
    threads.awaitStorer();
    if (!aborted) {
      chain.end();
    }
    threads.close();
    gone.accept(this);
  }

  /** Tells the driver how it ended. */
  void tellEnding() {
    var why = ending.get();
    if (why != null) {
      tell(why.kind(), why.message(), why.delay());
    }
  }

  private void tell(ReceiverEvent.Kind kind, String message, Duration delay) {
    if (aborted) {
      return;
    }
    context
        .events()
        .tell(
            ReceiverEvent.newBuilder()
                .setStream(stream())
                .setAttempt(attempt())
                .setKind(kind)
                .setMessage(message)
                .setDelayMillis(delay.toMillis())
                .build());
  }
}
