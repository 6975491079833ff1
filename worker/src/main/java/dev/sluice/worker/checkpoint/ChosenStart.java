package dev.sluice.worker.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.worker.storage.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a job go on from a point that the user chose, once: takes the log over, so that no driver of
 * before can add to it, and completes a checkpoint with that state, which is then the newest.
 * Batches go on after the last one of the log, so that no sink sees a number twice.
 *
 * <p>A mark tells that it was done. A crash before the mark repeats it, and no batch was cut
 * meanwhile.
 */
public final class ChosenStart {
  private static final String MARKS = "restores/";

  private final ObjectStore store;
  private final String mark;

  /**
   * Makes the start of a job.
   *
   * @param store where log and checkpoints of the job are
   * @param jobUid uid of the job
   * @param nonce number of the user's choice
   */
  public ChosenStart(ObjectStore store, String jobUid, long nonce) {
    this.store = store;
    this.mark = MARKS + jobUid + "/" + nonce;
  }

  /** Returns whether the choice was applied before. */
  public boolean isDone() {
    return store.exists(mark);
  }

  /**
   * Applies the choice.
   *
   * @param epoch least epoch to claim
   * @return one line about what was done
   * @throws dev.sluice.worker.storage.ObjectNotFoundException if the checkpoint is not there
   * @throws DamagedObjectException if it cannot be read
   */
  public String apply(StartingPoint point, String jobUid, long epoch, Clock clock) {
    Optional<Manifest> chosen = chosen(point);
    CommitLog.Claim claim = CommitLog.claim(store, "", epoch, clock);
    try (CommitLog log = claim.log()) {
      LogContents contents = claim.contents();
      RecoveryPlan found = Recovery.plan(contents);
      if (found.isEmpty() && chosen.isEmpty()) {
        store.createIfAbsent(mark, "Empty".getBytes(UTF_8));
        return "the job starts without state";
      }
      Manifest base = chosen.orElseGet(() -> empty((StartingPoint.Nothing) point));
      long id = found.nextCheckpointId();
      ManifestChange change =
          continuing(base, found)
              .id(id)
              .jobUid(jobUid)
              .epoch(log.epoch())
              .logSequence(contents.nextSequence())
              .timeMillis(clock.millis());
      if (point instanceof StartingPoint.Checkpoint checkpoint) {
        // Lives as long as this checkpoint, and not as the chosen one.
        change.state(new StateCopy(checkpoint.store(), store, "").of(base, id, () -> false));
      }
      Manifest written = new CheckpointStore(store, "").write(change.done());
      CheckpointRecords.append(log, written);
      store.createIfAbsent(mark, written.key().getBytes(UTF_8));
      return "the job goes on from %s as %s"
          .formatted(
              chosen.map(Manifest::key).orElse("no state, whatever was there"), written.key());
    }
  }

  private static Optional<Manifest> chosen(StartingPoint point) {
    return point instanceof StartingPoint.Checkpoint checkpoint
        ? Optional.of(new CheckpointStore(checkpoint.store(), "").read(checkpoint.id()))
        : Optional.empty();
  }

  private static Manifest empty(StartingPoint.Nothing nothing) {
    return new Manifest(
        Manifest.FORMAT,
        0,
        "",
        0,
        0,
        0,
        0,
        nothing.intervalMillis(),
        nothing.shards(),
        nothing.partitions(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        0,
        0);
  }

  /** The state of one checkpoint after the last batch of what was found. */
  private static ManifestChange continuing(Manifest base, RecoveryPlan found) {
    ManifestChange change = base.change();
    List<BatchComposition> replay = found.replay();
    if (found.checkpoint().isPresent()) {
      Manifest timing = found.checkpoint().get();
      change
          .batchIndex(timing.batchIndex())
          .batchTimeMillis(timing.batchTimeMillis())
          .zeroTimeMillis(timing.zeroTimeMillis())
          .intervalMillis(timing.intervalMillis());
    } else if (!replay.isEmpty()) {
      BatchComposition first = replay.get(0);
      change.zeroTimeMillis(first.timeMillis() - first.index() * base.intervalMillis());
    }
    if (!replay.isEmpty()) {
      BatchComposition last = replay.get(replay.size() - 1);
      change.batchIndex(last.index()).batchTimeMillis(last.timeMillis());
    }
    return change;
  }
}
