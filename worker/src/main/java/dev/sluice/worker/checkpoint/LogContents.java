package dev.sluice.worker.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What a claim found in the log, up to its own EPOCH record: exact and final, since no older driver
 * can append any more.
 *
 * @param records the records from the newest usable checkpoint's sequence on (from the start of the
 *     log if there is none), in order, without the claim itself
 * @param checkpoint the newest usable checkpoint: logged, and its manifest readable
 * @param notices one line for each thing that was wrong and got around, such as an unreadable
 *     manifest
 * @param highestCheckpointId highest id of any manifest seen, usable or not; 0 if none
 * @param nextSequence the sequence after the claim's EPOCH record
 */
public record LogContents(
    List<LogRecord> records,
    Optional<Manifest> checkpoint,
    List<String> notices,
    long highestCheckpointId,
    long nextSequence) {
  public LogContents {
    records = List.copyOf(records);
    notices = List.copyOf(notices);
  }
}
