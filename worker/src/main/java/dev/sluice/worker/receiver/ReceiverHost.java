package dev.sluice.worker.receiver;

import dev.sluice.receiver.Receiver;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockInfo;
import dev.sluice.worker.control.wire.BlockStored;
import dev.sluice.worker.control.wire.ReceiverEvent;
import dev.sluice.worker.control.wire.ReceiverLoad;
import dev.sluice.worker.control.wire.RunningReceiver;
import dev.sluice.worker.control.wire.SetRate;
import dev.sluice.worker.control.wire.StartReceiver;
import dev.sluice.worker.control.wire.StopReceiver;
import dev.sluice.worker.control.wire.Topology;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.serialization.JobObjects;
import dev.sluice.worker.storage.ObjectStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The receivers of one worker. Thread-safe; no method waits for a receiver or for a block.
 *
 * <p>A lost driver stops nothing: receivers go on until their queues are full and then wait.
 */
public final class ReceiverHost implements AutoCloseable {
  private final ReceiverContext context;
  private final ScheduledExecutorService timer;
  private final Map<Integer, HostedReceiver> hosted = new TreeMap<>();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private boolean draining;

  /**
   * Creates a host without receivers.
   *
   * @param workerId this worker
   * @param byReference whether blocks stay in this JVM and need not be encoded
   * @param store holds this worker's copies
   * @param replicator copies blocks to executors
   * @param log where blocks go before they count, for streams that want it; the caller closes it
   * @param driver sends to the driver; false if there is none now. Must not block
   */
  public ReceiverHost(
      String workerId,
      boolean byReference,
      ClassLoader jobClasses,
      BlockStore store,
      BlockReplicator replicator,
      ObjectStore log,
      Predicate<WorkerMessage> driver) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "block-timer");
              thread.setDaemon(true);
              return thread;
            });
    context =
        new ReceiverContext(
            jobClasses,
            new BlockEncoder(new RecordFormat(jobClasses), byReference),
            new BlockPlacement(workerId, store, replicator),
            new HostLog(workerId, log),
            new Announcements(driver),
            new ReceiverEvents(driver),
            timer);
    var unused = timer.scheduleAtFixedRate(() -> tellLoad(driver), 1, 1, TimeUnit.SECONDS);
  }

  private void tellLoad(Predicate<WorkerMessage> driver) {
    var load = ReceiverLoad.newBuilder();
    synchronized (this) {
      hosted.values().forEach(receiver -> load.addStreams(receiver.load()));
    }
    if (load.getStreamsCount() > 0) {
      // Totals: what finds no session now is in the next one.
      var unused = driver.test(WorkerMessage.newBuilder().setReceiverLoad(load).build());
    }
  }

  /** What runs here, for a driver that meets this worker. */
  public synchronized List<RunningReceiver> running() {
    return hosted.values().stream().map(HostedReceiver::running).toList();
  }

  /** What is in the write-ahead log, for a driver that meets this worker. */
  public List<BlockInfo> logged() {
    return context.segments().inventory();
  }

  /** A driver took this worker: tells it what it has not answered and how receivers ended. */
  public void registered() {
    context.announcements().repeat();
    context.events().repeat();
  }

  /**
   * Ends all receivers for good, so that they start on other workers: each ends between two blocks,
   * and what it has buffered is stored.
   *
   * @return done when the driver was told how the last one ended
   */
  public synchronized CompletableFuture<Void> drain() {
    draining = true;
    hosted
        .values()
        .forEach(
            receiver ->
                receiver.end(Ending.restarting("its worker ends gracefully", Duration.ZERO)));
    if (hosted.isEmpty()) {
      drained.complete(null);
    }
    return drained.copy();
  }

  /** Starts a receiver. One of an older attempt ends at once; the same attempt is left alone. */
  public synchronized void start(StartReceiver message, ReceiverSettings settings) {
    if (draining) {
      context
          .events()
          .tell(
              ending(message.getStream(), message.getAttempt(), ReceiverEvent.Kind.RESTARTING)
                  .setMessage("its worker ends gracefully")
                  .build());
      return;
    }
    var older = hosted.get(message.getStream());
    if (older != null && older.attempt() >= message.getAttempt()) {
      older.confirm();
      return;
    }
    if (older != null) {
      older.abort();
    }
    context.events().starts(message.getStream());
    try {
      var receiver =
          (Receiver<?>) JobObjects.read(message.getReceiver().toByteArray(), context.jobClasses());
      var begun = new HostedReceiver(message, receiver, settings, context, this::gone);
      hosted.put(message.getStream(), begun);
      begun.begin();
    } catch (RuntimeException e) {
      hosted.remove(message.getStream());
      context
          .events()
          .tell(
              ending(message.getStream(), message.getAttempt(), ReceiverEvent.Kind.RESTARTING)
                  .setMessage("the receiver cannot be read: " + e.getMessage())
                  .setDelayMillis(settings.restartDelay().toMillis())
                  .build());
    }
  }

  /** Ends a receiver; always answered by STOPPED. */
  public synchronized void stop(StopReceiver message) {
    var running = hosted.get(message.getStream());
    if (running == null || running.attempt() != message.getAttempt()) {
      context
          .events()
          .tell(
              ending(message.getStream(), message.getAttempt(), ReceiverEvent.Kind.STOPPED)
                  .build());
      return;
    }
    running.end(Ending.stopped("the driver asked", message.getGraceful()));
  }

  public void setRate(SetRate message) {
    HostedReceiver running;
    synchronized (this) {
      running = hosted.get(message.getStream());
    }
    if (running != null) {
      running.setRate(message.getRecordsPerSecond());
    }
  }

  public void topology(Topology message) {
    context.placement().executors(message.getExecutorsList());
  }

  public void blockStored(BlockStored message) {
    context.announcements().stored(WireBlocks.fromWire(message.getId()));
  }

  /** Blocks that the driver has no use for; one that waits for its answer is refused by this. */
  public void blocksRemoved(Collection<BlockId> ids) {
    context.segments().removed(ids);
    context.announcements().removed(ids);
  }

  /** Ends all receivers without storing what they hold; waits for none. */
  @Override
  public synchronized void close() {
    hosted.values().forEach(HostedReceiver::abort);
    hosted.clear();
    context.segments().close();
    timer.shutdownNow();
  }

  private synchronized void gone(HostedReceiver ended) {
    hosted.remove(ended.stream(), ended);
    ended.tellEnding();
    if (draining && hosted.isEmpty()) {
      drained.complete(null);
    }
  }

  private static ReceiverEvent.Builder ending(int stream, int attempt, ReceiverEvent.Kind kind) {
    return ReceiverEvent.newBuilder().setStream(stream).setAttempt(attempt).setKind(kind);
  }
}
