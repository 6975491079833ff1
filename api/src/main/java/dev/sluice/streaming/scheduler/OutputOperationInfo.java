package dev.sluice.streaming.scheduler;

import dev.sluice.streaming.Time;
import java.util.Optional;

/**
 * An output operation of a batch, as far as it has got. Times are in milliseconds since 1970.
 *
 * @param batchTime time of the batch
 * @param id position of the operation in the program, from 0
 * @param name the operation and where the program called it
 * @param description the same, for a longer text
 * @param startTime when it began; empty before that
 * @param endTime when it ended; empty before that
 * @param failureReason what it failed with, with its stack trace; empty if it has not failed
 */
public record OutputOperationInfo(
    Time batchTime,
    int id,
    String name,
    String description,
    Optional<Long> startTime,
    Optional<Long> endTime,
    Optional<String> failureReason) {
  /** {@return how long it took in milliseconds; empty before its end} */
  public Optional<Long> duration() {
    return startTime.flatMap(start -> endTime.map(end -> end - start));
  }
}
