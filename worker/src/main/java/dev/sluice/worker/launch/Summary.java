package dev.sluice.worker.launch;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What was processed, in one line. */
final class Summary {
  private Summary() {}

  static String of(Optional<JobStatus> status, Duration elapsed) {
    var seconds = elapsed.toMillis() / 1000.0;
    return status
        .filter(JobStatus::hasCommitted)
        .map(
            last ->
                String.format(
                    Locale.ROOT,
                    "%,d batches, %,d records, %,d distinct keys in %.1f s",
                    last.batchIndex(),
                    last.totalRecords(),
                    last.stateEntries(),
                    seconds))
        .orElseGet(() -> String.format(Locale.ROOT, "no batch in %.1f s", seconds));
  }
}
