package dev.sluice.worker.checkpoint;

import java.util.List;

/**
 * The content of one object of the log: records that became durable together.
 *
 * @param format version of this layout
 * @param sequence number of the object, as in its key
 * @param writer who wrote it
 * @param records its records, in order; never empty
 */
public record LogObject(int format, long sequence, WriterId writer, List<LogRecord> records) {
  public LogObject {
    records = List.copyOf(records);
  }

  /** Returns whether a driver took over with this object. */
  boolean isClaim() {
    return records.stream().anyMatch(LogRecord.Epoch.class::isInstance);
  }
}
