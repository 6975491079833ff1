package dev.sluice.worker.launch;

import java.util.Locale;

/** How a job is doing, in one line. */
final class ProgressLine {
  private ProgressLine() {}

  static String of(JobStatus status) {
    if (!status.hasCommitted()) {
      return status.state().toLowerCase(Locale.ROOT) + " ...";
    }
    return String.format(
        Locale.ROOT,
        "batch %,d | %,.0f records/s | processing %,d ms | scheduling delay %,d ms | state %,d keys | total %,d records",
        status.batchIndex(),
        status.recordsPerSecond(),
        status.processingMillis(),
        status.schedulingDelayMillis(),
        status.stateEntries(),
        status.totalRecords());
  }
}
