package dev.sluice.worker.driver.batch;

import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.control.wire.AccumulatorUpdate;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.driver.workers.HeldPiece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One batch of the job from its cut to the checkpoint that covers it. Owned by the event loop. */
public final class Batch {
  private final BatchComposition composition;
  private final Map<String, SourceProgress> progress;
  private final boolean last;

  private final Set<String> running = new HashSet<>();
  private List<HeldPiece> pieces = new ArrayList<>();
  private long inputRecords;
  private long totalRecords;
  private long stateEntries;
  private final List<AccumulatorUpdate> accumulators = new ArrayList<>();
  private Map<String, String> accumulatorValues = Map.of();
  private @Nullable BatchPlan plan;
  private boolean planRequested;
  private boolean done;
  private int attempts;
  private long startedMillis;
  private long finishedMillis;
  private long logSequence = -1;
  private boolean output;
  private int completed;

  /**
   * Makes a batch.
   *
   * @param composition what it reads
   * @param progress how far the sources are read after it
   * @param last whether it is the last one of the job
   */
  public Batch(BatchComposition composition, Map<String, SourceProgress> progress, boolean last) {
    this.composition = composition;
    this.progress = progress;
    this.last = last;
  }

  /** Returns the batch with another composition; what was computed of it is forgotten. */
  public Batch with(BatchComposition changed, Map<String, SourceProgress> points) {
    var batch = new Batch(changed, points, last);
    batch.logSequence = logSequence;
    batch.output = output;
    batch.completed = completed;
    batch.totalRecords = totalRecords;
    batch.attempts = attempts;
    return batch;
  }

  public BatchComposition composition() {
    return composition;
  }

  public long index() {
    return composition.index();
  }

  public long timeMillis() {
    return composition.timeMillis();
  }

  public Map<String, SourceProgress> progress() {
    return progress;
  }

  public boolean isLast() {
    return last;
  }

  /** Returns whether its plan was not asked for before. */
  boolean requestPlan() {
    var first = !planRequested;
    planRequested = true;
    return first;
  }

  void plan(@Nullable BatchPlan given) {
    plan = given;
  }

  /** Returns what it is run by; empty while transform functions are being called for it. */
  public Optional<BatchPlan> plan() {
    return Optional.ofNullable(plan);
  }

  /** Begins an attempt on executors; what an earlier one gave is forgotten. */
  public void started(Set<String> executors, long nowMillis) {
    attempts++;
    running.clear();
    running.addAll(executors);
    pieces = new ArrayList<>();
    accumulators.clear();
    inputRecords = 0;
    stateEntries = 0;
    done = false;
    startedMillis = nowMillis;
  }

  /** Takes in what one executor gives; returns whether it was the last one. */
  public boolean finished(
      String executor, List<OutputPiece> outputs, long records, long entries, long nowMillis) {
    if (!running.remove(executor)) {
      return false;
    }
    outputs.forEach(piece -> pieces.add(new HeldPiece(executor, piece)));
    inputRecords += records;
    stateEntries += entries;
    done = running.isEmpty();
    finishedMillis = nowMillis;
    return done;
  }

  /** Takes in what the tasks of one executor have added. */
  public void accumulated(List<AccumulatorUpdate> updates) {
    accumulators.addAll(updates);
  }

  /** Returns what the tasks have added. */
  public List<AccumulatorUpdate> accumulators() {
    return List.copyOf(accumulators);
  }

  /** Notes the values of the job's accumulators after this batch. */
  public void accumulatorValues(Map<String, String> values) {
    accumulatorValues = values;
  }

  /** Returns the values of the job's accumulators after this batch, as a manifest has them. */
  public Map<String, String> accumulatorValues() {
    return accumulatorValues;
  }

  /** Returns whether it was begun more than once by this driver. */
  public boolean isRepeated() {
    return attempts > 1;
  }

  /** Ends the attempt without a result. */
  public void abandon() {
    running.clear();
    done = false;
  }

  /** Returns whether its results in the present generation are there. */
  public boolean isDone() {
    return done;
  }

  public List<HeldPiece> pieces() {
    return List.copyOf(pieces);
  }

  public long inputRecords() {
    return inputRecords;
  }

  /** Notes the records of all batches up to this one. */
  public void totalRecords(long total) {
    totalRecords = total;
  }

  /** Returns the records of all batches up to this one; known once it is released. */
  public long totalRecords() {
    return totalRecords;
  }

  /** Returns the records of the blocks that it reads. */
  public long blockRecords() {
    return composition.inputs().values().stream()
        .filter(SourceInput.Blocks.class::isInstance)
        .flatMap(input -> ((SourceInput.Blocks) input).blocks().stream())
        .mapToLong(BlockReference::records)
        .sum();
  }

  public long stateEntries() {
    return stateEntries;
  }

  public long startedMillis() {
    return startedMillis;
  }

  public long finishedMillis() {
    return finishedMillis;
  }

  /** Notes that the composition is durable. */
  public void logged(long sequence) {
    logSequence = sequence;
  }

  /** Returns the log object with the composition; -1 while it is not durable. */
  public long logSequence() {
    return logSequence;
  }

  /** Notes that the output is being released. */
  public void outputBegun() {
    output = true;
  }

  public boolean hasOutputBegun() {
    return output;
  }

  /** The release has to begin again, after the operations that are complete. */
  public void outputRewound(int completedOutputs) {
    output = false;
    completed = completedOutputs;
  }

  /** Returns how many output operations are complete. */
  public int completedOutputs() {
    return completed;
  }
}
