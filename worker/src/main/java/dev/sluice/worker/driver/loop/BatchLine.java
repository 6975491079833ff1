package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.RecordLog;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.batch.BatchClock;
import dev.sluice.worker.driver.batch.JobClock;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.workers.GenerationStart;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.storage.StoredFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The batches from the newest checkpoint on, in order: cut, logged, started, done, released. Owned
 * by the event loop.
 */
final class BatchLine {
  /** Batches that may wait before no more are cut; they are cut later, on their own times. */
  static final int MOST_WAITING = 1_000;

  /** Batches that may be computed ahead of the last one released: their output takes memory. */
  static final int MOST_AHEAD = 32;

  private BatchClock batchClock;
  private final JobClock clock;
  private final Inputs inputs;
  private final RecordLog log;
  private final EventLoop loop;
  private final Runnable logged;
  private final Consumer<Throwable> logFailed;
  private final TreeMap<Long, Batch> batches = new TreeMap<>();
  private final CatchUp catchUp = new CatchUp();
  private long checkpointedRecords;
  private long lastCut;
  private long nextToStart;
  private long nextToRelease;
  private long nextToSubmit;
  private long nextToFinish;
  private long lastRecovered;
  private int running;
  private int runningPlan;
  private boolean started = true;

  BatchLine(
      BatchClock batchClock,
      JobClock clock,
      Inputs inputs,
      RecordLog log,
      EventLoop loop,
      Runnable logged,
      Consumer<Throwable> logFailed) {
    this.batchClock = batchClock;
    this.clock = clock;
    this.inputs = inputs;
    this.log = log;
    this.loop = loop;
    this.logged = logged;
    this.logFailed = logFailed;
  }

  /**
   * Takes in the batches of an earlier driver.
   *
   * @param records records of all batches up to the checkpoint
   * @return records of all batches that are committed
   */
  long recover(
      long checkpointed,
      List<BatchComposition> replay,
      long lastCommitted,
      long sequence,
      long records) {
    for (var logged : replay) {
      var composition = inputs.renumbered(logged);
      var batch = new Batch(composition, inputs.replay(composition), false);
      batch.logged(sequence);
      batches.put(batch.index(), batch);
    }
    checkpointedRecords = records;
    lastCut = checkpointed + replay.size();
    nextToStart = checkpointed + 1;
    nextToRelease = lastCommitted + 1;
    nextToSubmit = nextToRelease;
    nextToFinish = nextToStart;
    lastRecovered = lastCut;
    if (lastCut > 0) {
      clock.notBefore(batchClock.timeOf(lastCut));
    }
    return countReleased();
  }

  /**
   * Counts the records of all batches that are released, by what those after the checkpoint consist
   * of now. Called before any batch is released by this driver.
   */
  long countReleased() {
    var total = checkpointedRecords;
    for (var batch : batches.headMap(nextToRelease).values()) {
      total += batch.blockRecords();
      batch.totalRecords(total);
    }
    return total;
  }

  /** A new job cuts nothing before {@link #start}. */
  void awaitStart() {
    started = false;
  }

  /** A new job begins to cut batches; returns false if it had begun before. */
  boolean start() {
    if (started) {
      return false;
    }
    started = true;
    batchClock = BatchClock.startingAt(clock.millis(), batchClock.intervalMillis());
    return true;
  }

  boolean isStarted() {
    return started;
  }

  /** The time that all batch times are aligned to. */
  long zeroMillis() {
    return batchClock.zeroMillis();
  }

  /** The next batch that is cut. */
  long nextToCut() {
    return lastCut + 1;
  }

  long lastCut() {
    return lastCut;
  }

  /** The batch that is started next; it may not be cut yet. */
  long nextToStart() {
    return nextToStart;
  }

  long lastReleased() {
    return nextToRelease - 1;
  }

  /** The last batch that sinks show; at most the last one released. */
  long lastFinished() {
    return nextToFinish - 1;
  }

  /** All sinks show the output of a batch. */
  void finished(long index) {
    nextToFinish = Math.max(nextToFinish, index + 1);
  }

  /** Whether attempts at a batch, of this driver or the one before, may have left something. */
  boolean mayHaveLeftovers(Batch batch) {
    return batch.isRepeated() || (lastRecovered > 0 && batch.index() <= lastRecovered + MOST_AHEAD);
  }

  int running() {
    return running;
  }

  /** Batches that are cut and not yet released. */
  long waiting() {
    return lastCut - lastReleased();
  }

  /** Received records of the batches that are cut and not yet released. */
  long waitingRecords() {
    return batches.tailMap(lastReleased(), false).values().stream()
        .mapToLong(Batch::blockRecords)
        .sum();
  }

  Optional<Batch> get(long index) {
    return Optional.ofNullable(batches.get(index));
  }

  List<Batch> all() {
    return List.copyOf(batches.values());
  }

  /** Puts a batch in the place of the one with its index. */
  void replace(Batch batch) {
    batches.put(batch.index(), batch);
  }

  /** Whether a batch is due and may be cut. */
  boolean mayCut() {
    return started && batchClock.dueAt(clock.millis()) > lastCut && waiting() < MOST_WAITING;
  }

  /** Time of the next batch, in milliseconds since 1970. */
  long nextDue() {
    return batchClock.timeOf(nextToCut());
  }

  /** Cuts all batches that are due. */
  void cutDue(Map<String, List<StoredFile>> files, Consumer<Batch> cut) {
    while (mayCut()) {
      var index = nextToCut();
      var composition = inputs.cut(index, batchClock.timeOf(index), files);
      var batch = new Batch(composition, inputs.progressAfter(composition.inputs()), false);
      batches.put(index, batch);
      lastCut = index;
      cut.accept(batch);
      var unused =
          log.append(new LogRecord.Batches(List.of(composition)))
              .whenComplete(
                  (sequence, failure) -> loop.execute(() -> appended(batch, sequence, failure)));
    }
  }

  private void appended(Batch batch, Long sequence, Throwable failure) {
    if (failure != null) {
      logFailed.accept(failure);
    } else {
      // Another one may be in its place meanwhile.
      get(batch.index()).ifPresent(present -> present.logged(sequence));
      logged.run();
    }
  }

  /**
   * The next batch to start, if fewer than a number run and its output need not wait long. A batch
   * with another plan than those that run waits for them: state must see one batch after the other.
   */
  Optional<Batch> takeNext(int depth) {
    if (running >= depth || nextToStart > lastCut || nextToStart - nextToRelease >= MOST_AHEAD) {
      return Optional.empty();
    }
    var plan = get(nextToStart).flatMap(Batch::plan);
    if (plan.isEmpty() || (running > 0 && plan.get().id() != runningPlan)) {
      return Optional.empty();
    }
    runningPlan = plan.get().id();
    running++;
    return get(nextToStart++);
  }

  /** A batch is done on all executors. */
  void done() {
    running--;
  }

  /**
   * Goes back to what a generation begins with.
   *
   * @param checkpointed batch of the newest checkpoint
   * @param executors those of the generation
   */
  void rewind(long checkpointed, GenerationStart start, Set<String> executors) {
    running = 0;
    if (start instanceof GenerationStart.CarriedOver over) {
      batches.tailMap(over.batch(), false).values().forEach(Batch::abandon);
      var behind = over.restoresAny() && checkpointed < over.batch();
      catchUp.begin(behind ? over.batch() : 0);
      nextToStart = (behind ? checkpointed : over.batch()) + 1;
      if (over.tellAfter().isPresent()) {
        var told = batches.subMap(over.tellAfter().getAsLong(), false, over.batch(), true);
        told.values().forEach(batch -> batch.started(executors, clock.millis()));
        running = told.size();
      }
    } else {
      batches.values().forEach(Batch::abandon);
      catchUp.begin(0);
      nextToStart = checkpointed + 1;
    }
  }

  /**
   * The different plans of some batches; empty if one has none: another driver has run it, whose
   * functions may have given something else.
   */
  Optional<Collection<Plan>> plansOf(long first, long last) {
    var plans = new HashMap<Integer, Plan>();
    for (var index = first; index <= last; index++) {
      var plan = get(index).flatMap(Batch::plan);
      if (plan.isEmpty()) {
        return Optional.empty();
      }
      plans.put(plan.get().id(), plan.get().job().plan());
    }
    return Optional.of(plans.values());
  }

  /** The batches that only let restored state catch up. */
  CatchUp catchUp() {
    return catchUp;
  }

  /** The last batch whose results are there, and of those before it that are not released. */
  long doneUpTo(Predicate<Batch> usable) {
    var index = lastReleased();
    while (get(index + 1).filter(batch -> batch.isDone() && usable.test(batch)).isPresent()) {
      index++;
    }
    return index;
  }

  /** Takes the next batch whose output can be released now. */
  Optional<Batch> takeRelease() {
    var next =
        get(nextToSubmit)
            .filter(batch -> batch.isDone() && batch.logSequence() >= 0 && !batch.hasOutputBegun());
    if (next.isPresent()) {
      next.get().outputBegun();
      nextToSubmit++;
    }
    return next;
  }

  /** The output of a batch, and of those after it, has to be released later. */
  void releaseRewound(long index, int completedOutputs) {
    get(index).ifPresent(batch -> batch.outputRewound(completedOutputs));
    nextToSubmit = Math.min(nextToSubmit, index);
  }

  /** The output of a batch is released and the log says so. */
  void released(long index) {
    nextToRelease = Math.max(nextToRelease, index + 1);
  }

  /** Takes out what a checkpoint covers. */
  List<Batch> covered(long checkpointed) {
    var covered = batches.headMap(checkpointed, true);
    var result = new ArrayList<>(covered.values());
    covered.clear();
    return result;
  }
}
