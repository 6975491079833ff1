package dev.sluice.worker.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The dense part of the log before a claim, as far down as it was read. Used by one thread. */
final class LogTail {
  private final LogReader reader;
  private final List<LogObject> objects = new ArrayList<>();
  private long first;

  LogTail(LogReader reader, long end) {
    this.reader = reader;
    this.first = end;
  }

  /**
   * Reads down to an earlier sequence.
   *
   * @throws DamagedObjectException if an object between is missing
   */
  void extendDownTo(long earlier) {
    if (earlier >= first) {
      return;
    }
    List<Long> sequences = new ArrayList<>(reader.sequencesFrom(earlier));
    sequences.removeIf(sequence -> sequence >= first);
    for (long expected = earlier; expected < first; expected++) {
      int index = (int) (expected - earlier);
      if (index >= sequences.size() || sequences.get(index) != expected) {
        throw missing(expected);
      }
    }
    objects.addAll(0, reader.read(sequences));
    first = earlier;
  }

  /** Returns the objects from a sequence on, in order. */
  List<LogObject> from(long sequence) {
    int index = (int) Math.max(0, Math.min(objects.size(), sequence - first));
    return Collections.unmodifiableList(objects.subList(index, objects.size()));
  }

  /** Returns whether a CHECKPOINT record names the manifest. */
  boolean names(Manifest manifest) {
    LogRecord record =
        new LogRecord.CheckpointTaken(manifest.id(), manifest.key(), manifest.batchIndex());
    return from(manifest.logSequence()).stream()
        .anyMatch(object -> object.records().contains(record));
  }

  /** Returns whether any CHECKPOINT record was read. */
  boolean namesAny() {
    return objects.stream()
        .flatMap(object -> object.records().stream())
        .anyMatch(LogRecord.CheckpointTaken.class::isInstance);
  }

  static DamagedObjectException missing(long sequence) {
    return new DamagedObjectException(
        CheckpointKeys.log(sequence), "it is missing, and no checkpoint makes up for it", null);
  }
}
