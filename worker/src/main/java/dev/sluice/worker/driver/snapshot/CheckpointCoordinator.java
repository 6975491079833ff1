package dev.sluice.worker.driver.snapshot;

import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.RecordLog;
import dev.sluice.worker.control.wire.SnapshotDone;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.plan.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes checkpoints: says with which batch a snapshot goes, gathers where executors have written
 * it, and completes the checkpoint when the output of that batch is released. Owned by the event
 * loop.
 */
public final class CheckpointCoordinator {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointCoordinator.class);

  /** The accumulator with the number of records of all batches up to the checkpoint. */
  public static final String TOTAL_RECORDS = "records.total";

  /** The accumulator with the number of entries of all state after the batch. */
  private static final String STATE_ENTRIES = "state.entries";

  /** A snapshot under way. */
  private record Pending(long id, Batch batch, Set<String> waitingFor) {}

  private final JobFacts facts;
  private final Plan plan;
  private final RecordLog log;
  private final CheckpointWriter writer;
  private final EventLoop loop;
  private final Runnable ended;
  private final Consumer<Manifest> completed;
  private final SnapshotSchedule schedule;
  private final StateRanges ranges = new StateRanges();
  private Optional<Manifest> newest;
  private @Nullable Pending pending;
  private boolean writing;
  private long nextId;
  private int consecutiveFailures;

  /**
   * Makes the coordinator.
   *
   * @param ended called on the loop when a checkpoint was completed or given up
   * @param completed called on the loop for each complete checkpoint, before that
   */
  public CheckpointCoordinator(
      JobFacts facts,
      Plan plan,
      RecordLog log,
      CheckpointWriter writer,
      EventLoop loop,
      Optional<Manifest> newest,
      long nextId,
      Runnable ended,
      Consumer<Manifest> completed) {
    this.facts = facts;
    this.plan = plan;
    this.log = log;
    this.loop = loop;
    this.writer = writer;
    this.newest = newest;
    this.nextId = nextId;
    this.ended = ended;
    this.completed = completed;
    this.schedule = new SnapshotSchedule(facts.periodMillis());
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
    schedule.forceAt(index);
  }

  /** A checkpoint is wanted before the period is over. */
  public void hurry() {
    schedule.hurry();
  }

  /** As {@link #forceAt}, for the last checkpoint of a job. */
  public void forceLastAt(long index) {
    schedule.forceLastAt(index);
  }

  /**
   * Whether the last snapshot of a job is on its way, so that no batch after it need start. If it
   * fails, another batch has to take the next one.
   */
  public boolean hasBegunLast() {
    return schedule.hasBegunLast();
  }

  /** A generation begins: executors have the state of the newest checkpoint again. */
  public void rewound() {
    if (pending != null) {
      pending = null;
      schedule.givenUp();
    }
    ranges.reset(newest.map(Manifest::state).orElse(Map.of()));
  }

  /** The state that a generation begins with. */
  private Map<String, OperatorState> state() {
    return newest.map(Manifest::state).orElse(Map.of());
  }

  /** Returns the snapshot that a batch about to start takes; 0 for none. */
  public long begin(Batch batch, Set<String> executors, long nowMillis) {
    var checkpointed = newest.map(Manifest::batchIndex).orElse(0L);
    if (pending != null || writing || !schedule.isDue(batch.index(), checkpointed, nowMillis)) {
      return 0;
    }
    schedule.begun(batch.index(), nowMillis);
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
    var unused =
        writer
            .write(manifest(current))
            .whenComplete((written, failure) -> loop.execute(() -> written(written, failure)));
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

  private void written(@Nullable Manifest manifest, @Nullable Throwable failure) {
    writing = false;
    if (manifest != null) {
      complete(manifest);
    } else {
      failed(String.valueOf(failure == null ? null : failure.getMessage()));
    }
  }

  private void complete(Manifest manifest) {
    consecutiveFailures = 0;
    newest = Optional.of(manifest);
    nextId = Math.max(nextId, manifest.id() + 1);
    completed.accept(manifest);
    ended.run();
    writer.completed(manifest);
  }

  private void failed(String reason) {
    pending = null;
    schedule.givenUp();
    consecutiveFailures++;
    LOG.warn("a checkpoint failed and is tried again later: {}", reason);
    ended.run();
  }

  /** The state that each executor of a generation begins with, by its index. */
  public List<List<StateRange>> split(int executors, StateRanges.SlotOwner owner) {
    return StateRanges.split(state(), plan, executors, owner);
  }
}
