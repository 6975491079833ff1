package dev.sluice.worker.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of a log that are there, looked at for a person. The oldest ones may be gone but for
 * claims, see {@link LogRecord.Clean}.
 *
 * @param objects those that can be read, by sequence
 * @param unreadable why others cannot, by sequence
 */
public record LogSurvey(SortedMap<Long, LogObject> objects, SortedMap<Long, String> unreadable) {
  static LogSurvey of(Map<Long, LogReader.Reading> readings) {
    SortedMap<Long, LogObject> objects = new TreeMap<>();
    SortedMap<Long, String> unreadable = new TreeMap<>();
    readings.forEach(
        (sequence, reading) -> {
          reading.object().ifPresent(object -> objects.put(sequence, object));
          reading.problem().ifPresent(problem -> unreadable.put(sequence, problem));
        });
    return new LogSurvey(objects, unreadable);
  }

  /** Returns the last sequence there is; empty for no log. */
  public Optional<Long> last() {
    long last = -1;
    if (!objects.isEmpty()) {
      last = objects.lastKey();
    }
    if (!unreadable.isEmpty()) {
      last = Math.max(last, unreadable.lastKey());
    }
    return last < 0 ? Optional.empty() : Optional.of(last);
  }

  /** Returns the epoch of the last driver; 0 for none. */
  public long epoch() {
    return objects.values().stream().mapToLong(object -> object.writer().epoch()).max().orElse(0);
  }

  boolean names(Manifest manifest) {
    LogRecord record =
        new LogRecord.CheckpointTaken(manifest.id(), manifest.key(), manifest.batchIndex());
    return objects.values().stream().anyMatch(object -> object.records().contains(record));
  }

  boolean names(long id) {
    return records(0).stream()
        .anyMatch(record -> record instanceof LogRecord.CheckpointTaken c && c.id() == id);
  }

  /** Returns the records from a sequence on, in order. */
  public List<LogRecord> records(long from) {
    List<LogRecord> records = new ArrayList<>();
    objects.tailMap(from).values().forEach(object -> records.addAll(object.records()));
    return records;
  }

  /**
   * Returns what is wrong from a sequence on; the claims before it are checked for themselves.
   *
   * @param from where the log has to begin, such as at the oldest checkpoint that is kept
   * @return one line for each thing that is wrong
   */
  public List<String> problems(long from) {
    List<String> problems = new ArrayList<>();
    unreadable.forEach((sequence, problem) -> problems.add(problem));
    long end = last().orElse(-1L);
    for (long sequence = from; sequence <= end; sequence++) {
      if (!objects.containsKey(sequence) && !unreadable.containsKey(sequence)) {
        problems.add(CheckpointKeys.log(sequence) + ": it is missing");
      }
    }
    requireOrder(problems, from);
    return problems;
  }

  private void requireOrder(List<String> problems, long from) {
    long epoch = 0;
    long batch = -1;
    long committed = -1;
    for (LogObject object : objects.values()) {
      String key = CheckpointKeys.log(object.sequence());
      if (object.isClaim() ? object.writer().epoch() <= epoch : object.writer().epoch() < epoch) {
        problems.add(
            key + ": epoch " + object.writer().epoch() + " follows epoch " + epoch + " in the log");
      }
      epoch = Math.max(epoch, object.writer().epoch());
      if (object.sequence() < from) {
        continue;
      }
      for (LogRecord record : object.records()) {
        if (record instanceof LogRecord.Batches batches) {
          for (BatchComposition next : batches.batches()) {
            if (batch >= 0 && next.index() != batch + 1) {
              problems.add(key + ": batch " + next.index() + " follows batch " + batch);
            }
            batch = next.index();
          }
        } else if (record instanceof LogRecord.Commit commit) {
          if (committed >= 0 && commit.fromBatch() > committed + 1) {
            problems.add(
                key + ": the commit of " + commit.fromBatch() + " follows that of " + committed);
          }
          committed = Math.max(committed, commit.toBatch());
        }
      }
    }
  }
}
