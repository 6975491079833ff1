package dev.sluice.worker.driver.snapshot;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.CheckpointCleaner;
import dev.sluice.worker.checkpoint.CheckpointStore;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.RecordLog;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.control.wire.SnapshotDone;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.writeahead.SegmentCleaner;
import dev.sluice.worker.writeahead.SegmentRetention;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes checkpoints: says with which batch a snapshot goes, gathers where executors have written
 * it, and completes the checkpoint when the output of that batch is released. Owned by the event
 * loop; the store is written by a thread of its own.
 */
public final class CheckpointCoordinator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointCoordinator.class);

  /** The shortest time between checkpoints. */
  private static final long HURRIED_MILLIS = 500;

  private static final long CLOSE_MILLIS = 2_000;

  /** The accumulator with the number of records of all batches up to the checkpoint. */
  public static final String TOTAL_RECORDS = "records.total";

  /** The accumulator with the number of entries of all state after the batch. */
  private static final String STATE_ENTRIES = "state.entries";

  /** A snapshot under way. */
  private record Pending(long id, Batch batch, Set<String> waitingFor) {}

  private final JobFacts facts;
  private final Plan plan;
  private final RecordLog log;
  private final CheckpointStore store;
  private final CheckpointCleaner cleaner;
  private final SegmentCleaner segments;
  private final EventLoop loop;
  private final Runnable ended;
  private final Consumer<Manifest> completed;
  private final BooleanSupplier held;
  private final StateRanges ranges = new StateRanges();
  private final ExecutorService writer;
  private Optional<Manifest> newest;
  private @Nullable Pending pending;
  private boolean writing;
  private boolean hurried;
  private volatile boolean closed;
  private long forcedAt;
  private long lastAt;
  private long snapshotAt;
  private long nextId;
  private long lastBegunMillis;
  private int consecutiveFailures;

  /**
   * Makes the coordinator.
   *
   * @param writer a thread for the store; this coordinator ends it
   * @param ended called on the loop when a checkpoint was completed or given up
   * @param completed called on the loop for each complete checkpoint, before that
   * @param held whether nothing may be deleted now, since it is being copied
   */
  public CheckpointCoordinator(
      JobFacts facts,
      Plan plan,
      RecordLog log,
      CheckpointStore store,
      CheckpointCleaner cleaner,
      SegmentCleaner segments,
      EventLoop loop,
      ExecutorService writer,
      Optional<Manifest> newest,
      long nextId,
      Runnable ended,
      Consumer<Manifest> completed,
      BooleanSupplier held) {
    this.facts = facts;
    this.plan = plan;
    this.log = log;
    this.store = store;
    this.cleaner = cleaner;
    this.segments = segments;
    this.loop = loop;
    this.writer = writer;
    this.newest = newest;
    this.nextId = nextId;
    this.ended = ended;
    this.completed = completed;
    this.held = held;
  }

  /** The newest complete checkpoint. */
  public Optional<Manifest> newest() {
    return newest;
  }

  /** Checkpoints that failed since the last one that was completed. */
  public int consecutiveFailures() {
    return consecutiveFailures;
  }

  /** Whether a manifest is on its way to the store, so that the newest one is about to change. */
  public boolean isWriting() {
    return writing;
  }

  /** A batch, or the first one after it that can, takes a snapshot, whatever the period says. */
  public void forceAt(long index) {
    forcedAt = Math.max(forcedAt, index);
  }

  /** A checkpoint is wanted before the period is over. */
  public void hurry() {
    hurried = true;
  }

  /** As {@link #forceAt}, for the last checkpoint of a job. */
  public void forceLastAt(long index) {
    forceAt(index);
    lastAt = index;
  }

  /**
   * Whether the last snapshot of a job is on its way, so that no batch after it need start. If it
   * fails, another batch has to take the next one.
   */
  public boolean hasBegunLast() {
    return lastAt > 0 && snapshotAt >= lastAt;
  }

  private boolean isForced(Batch batch) {
    return forcedAt > 0
        && batch.index() >= forcedAt
        && newest.map(Manifest::batchIndex).orElse(0L) < forcedAt;
  }

  /** A generation begins: executors have the state of the newest checkpoint again. */
  public void rewound() {
    if (pending != null) {
      pending = null;
      snapshotAt = 0;
    }
    ranges.reset(newest.map(Manifest::state).orElse(Map.of()));
  }

  /** The state that a generation begins with. */
  private Map<String, OperatorState> state() {
    return newest.map(Manifest::state).orElse(Map.of());
  }

  /** Returns the snapshot that a batch about to start takes; 0 for none. */
  public long begin(Batch batch, Set<String> executors, long nowMillis) {
    var elapsed = nowMillis - lastBegunMillis;
    var period = hurried ? Math.min(HURRIED_MILLIS, facts.periodMillis()) : facts.periodMillis();
    if ((elapsed < period && !isForced(batch)) || pending != null || writing) {
      return 0;
    }
    hurried = false;
    lastBegunMillis = nowMillis;
    snapshotAt = batch.index();
    pending = new Pending(nextId++, batch, new HashSet<>(executors));
    return pending.id();
  }

  /** An executor has written its part, or could not. */
  public void snapshotDone(String executor, SnapshotDone message, long lastCommitted) {
    if (message.getError().isEmpty()) {
      ranges.merge(message.getRangesList());
    }
    var current = pending;
    if (current == null || current.id() != message.getSnapshot()) {
      return;
    }
    if (!message.getError().isEmpty()) {
      failed(executor + ": " + message.getError());
      return;
    }
    current.waitingFor().remove(executor);
    completeIfReady(lastCommitted);
  }

  /** The output of batches up to one is released. */
  public void completeIfReady(long lastCommitted) {
    var current = pending;
    if (current == null
        || !current.waitingFor().isEmpty()
        || current.batch().index() > lastCommitted) {
      return;
    }
    pending = null;
    writing = true;
    var manifest = manifest(current);
    onWriter(() -> write(manifest));
  }

  private Manifest manifest(Pending snapshot) {
    var batch = snapshot.batch();
    return new Manifest(
        Manifest.FORMAT,
        snapshot.id(),
        facts.jobUid(),
        log.epoch(),
        batch.index(),
        batch.timeMillis(),
        facts.zeroMillis().getAsLong(),
        facts.intervalMillis(),
        plan.shards(),
        plan.partitions(),
        batch.progress(),
        ranges.toOperatorStates(plan),
        List.of(),
        accumulators(batch),
        batch.logSequence(),
        facts.clock().millis());
  }

  private static SegmentRetention.Frontier frontier(Manifest manifest) {
    var read = new HashMap<String, Optional<BlockId>>();
    manifest
        .sources()
        .forEach(
            (uid, progress) -> {
              if (progress instanceof SourceProgress.Blocks blocks) {
                read.put(
                    uid,
                    blocks.last().stream().map(BlockReference::id).max(Comparator.naturalOrder()));
              }
            });
    return new SegmentRetention.Frontier(read);
  }

  private static Map<String, String> accumulators(Batch batch) {
    var values = new HashMap<>(batch.accumulatorValues());
    values.put(TOTAL_RECORDS, Long.toString(batch.totalRecords()));
    values.put(STATE_ENTRIES, Long.toString(batch.stateEntries()));
    return values;
  }

  /** Whether the snapshot under way is of the state after a batch. */
  public boolean isOf(long batch) {
    return pending != null && pending.batch().index() == batch;
  }

  private void write(Manifest manifest) {
    try {
      var written = store.write(manifest);
      var unused =
          log.append(
                  new LogRecord.CheckpointTaken(written.id(), written.key(), written.batchIndex()))
              .whenComplete(
                  (sequence, failure) ->
                      loop.execute(
                          () -> {
                            if (failure == null) {
                              complete(written);
                            } else {
                              writing = false;
                              failed(String.valueOf(failure.getMessage()));
                            }
                          }));
    } catch (RuntimeException e) {
      loop.execute(
          () -> {
            writing = false;
            failed(String.valueOf(e.getMessage()));
          });
    }
  }

  private void complete(Manifest manifest) {
    writing = false;
    consecutiveFailures = 0;
    newest = Optional.of(manifest);
    nextId = Math.max(nextId, manifest.id() + 1);
    completed.accept(manifest);
    ended.run();
    onWriter(
        () -> {
          try {
            cleaner.completed(manifest);
            if (held.getAsBoolean()) {
              return;
            }
            cleaner.clean(facts.retained());
            var kept = cleaner.kept();
            segments.clean(
                kept.stream().map(CheckpointCoordinator::frontier).toList(),
                kept.stream().allMatch(own -> own.epoch() == log.epoch()));
          } catch (RuntimeException e) {
            if (!closed) {
              LOG.warn("old checkpoints stay for now: {}", e.getMessage());
            }
          }
        });
  }

  private void onWriter(Runnable task) {
    try {
      writer.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("the job has ended; the next driver does what is left to do");
    }
  }

  private void failed(String reason) {
    pending = null;
    snapshotAt = 0;
    consecutiveFailures++;
    LOG.warn("a checkpoint failed and is tried again later: {}", reason);
    ended.run();
  }

  /** The thread that writes checkpoints. */
  public static ExecutorService writer() {
    return Executors.newSingleThreadExecutor(
        task -> {
          var thread = new Thread(task, "checkpoint-writer");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Ends the writer; waits for a moment for what it has begun. */
  @Override
  public void close() {
    closed = true;
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("the store is closed while old checkpoints are being removed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The state that each executor of a generation begins with, by its index. */
  public List<List<StateRange>> split(int executors, StateRanges.SlotOwner owner) {
    return StateRanges.split(state(), plan, executors, owner);
  }
}
