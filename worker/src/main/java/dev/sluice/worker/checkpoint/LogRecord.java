package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * One entry of the commit log; see {@code docs/checkpoint-format.md}.
 *
 * @see <a href="docs/adr/0002-commit-log-and-fencing.md">ADR 2</a>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogRecord.Epoch.class, name = "EPOCH"),
  @JsonSubTypes.Type(value = LogRecord.Batches.class, name = "BATCHES"),
  @JsonSubTypes.Type(value = LogRecord.CheckpointTaken.class, name = "CHECKPOINT"),
  @JsonSubTypes.Type(value = LogRecord.Commit.class, name = "COMMIT"),
  @JsonSubTypes.Type(value = LogRecord.Clean.class, name = "CLEAN")
})
public sealed interface LogRecord {

  /**
   * A driver claimed the job; everything after it is written by this driver until the next claim.
   *
   * @param epoch number of the driver, rising from claim to claim
   * @param timeMillis when it claimed, in milliseconds since 1970; for the reader only
   */
  record Epoch(long epoch, long timeMillis) implements LogRecord {}

  /** The composition of batches with consecutive indices. Never empty. */
  record Batches(List<BatchComposition> batches) implements LogRecord {
    public Batches {
      batches = List.copyOf(batches);
      if (batches.isEmpty()) {
        throw new IllegalArgumentException("no batch in the record");
      }
    }
  }

  /**
   * A checkpoint is complete: its manifest is written. A manifest that no such record names does
   * not count, so a driver that was replaced cannot leave one behind.
   *
   * @param id number of the checkpoint
   * @param manifest key of the manifest, relative to the job's root
   * @param batchIndex last batch whose effect the checkpoint holds; 0 before the first
   */
  record CheckpointTaken(long id, String manifest, long batchIndex) implements LogRecord {
    public CheckpointTaken {
      requireNonNull(manifest, "manifest is null");
    }
  }

  /**
   * The output of batches is released.
   *
   * @param fromBatch first batch
   * @param toBatch last batch, inclusive
   * @param sinkResults what two-phase sinks have prepared for the last of the batches, and show
   *     from now on, by the uid of the output
   */
  record Commit(long fromBatch, long toBatch, Map<String, List<String>> sinkResults)
      implements LogRecord {
    public Commit {
      sinkResults = Map.copyOf(sinkResults);
      if (fromBatch < 1 || toBatch < fromBatch) {
        throw new IllegalArgumentException(
            "commit of no batches: from=" + fromBatch + ", to=" + toBatch);
      }
    }
  }

  /** Log objects below a sequence are no longer needed and may be gone. */
  record Clean(long belowSequence) implements LogRecord {}
}
