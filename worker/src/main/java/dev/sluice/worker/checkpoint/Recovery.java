package dev.sluice.worker.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** Decides what a new driver resumes from; a pure function. */
public final class Recovery {
  private Recovery() {}

  /**
   * Returns what to do with what a claim found.
   *
   * @throws IllegalStateException if the log contradicts itself, which no crash can bring about
   */
  public static RecoveryPlan plan(LogContents contents) {
    long restored = contents.checkpoint().map(Manifest::batchIndex).orElse(0L);
    List<BatchComposition> replay = new ArrayList<>();
    List<LogRecord.Commit> commits = new ArrayList<>();
    long lastLogged = restored;
    long lastCommitted = restored;
    for (LogRecord record : contents.records()) {
      if (record instanceof LogRecord.Batches batches) {
        for (BatchComposition batch : batches.batches()) {
          if (batch.index() > restored) {
            requireNext(lastLogged, batch);
            replay.add(batch);
            lastLogged = batch.index();
          }
        }
      } else if (record instanceof LogRecord.Commit commit) {
        if (commit.toBatch() > lastLogged) {
          throw new IllegalStateException(
              "the log commits batch "
                  + commit.toBatch()
                  + " before its composition; last logged: "
                  + lastLogged);
        }
        if (commit.toBatch() > restored) {
          commits.add(commit);
        }
        lastCommitted = Math.max(lastCommitted, commit.toBatch());
      }
    }
    return new RecoveryPlan(
        contents.checkpoint(),
        replay,
        lastCommitted,
        commits,
        lastLogged + 1,
        contents.highestCheckpointId() + 1);
  }

  private static void requireNext(long last, BatchComposition batch) {
    if (batch.index() != last + 1) {
      throw new IllegalStateException(
          "batches in the log are not consecutive: " + batch.index() + " follows " + last);
    }
  }
}
