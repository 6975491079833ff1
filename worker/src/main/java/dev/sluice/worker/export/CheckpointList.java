package dev.sluice.worker.export;

import dev.sluice.worker.checkpoint.CheckpointCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a job.
 *
 * @param epoch the driver that wrote to the log last; 0 if there is no log
 * @param lastSequence the last object of the log; null if there is none
 * @param checkpoints all of them, the newest first
 * @param unreferenced state objects that no checkpoint refers to, such as those of one that is
 *     being taken
 */
public record CheckpointList(
    long epoch, @Nullable Long lastSequence, List<CheckpointRow> checkpoints, int unreferenced) {
  public CheckpointList {
    checkpoints = List.copyOf(checkpoints);
  }

  /** Lists what a catalog has. */
  public static CheckpointList of(CheckpointCatalog catalog) {
    var rows = new ArrayList<>(catalog.checkpoints().stream().map(CheckpointRow::of).toList());
    Collections.reverse(rows);
    return new CheckpointList(
        catalog.log().epoch(),
        catalog.log().last().orElse(null),
        rows,
        catalog.unreferenced().size());
  }

  /** Returns the list for a person. */
  public String text() {
    if (checkpoints.isEmpty()) {
      return lastSequence == null
          ? "no checkpoint and no log: nothing has run here\n"
          : "no checkpoint yet; the log ends with %020d, of epoch %d%n"
              .formatted(lastSequence, epoch);
    }
    var table =
        new TextTable(
            "ID", "TAKEN", "BATCH", "EPOCH", "KEYS", "BYTES", "NEW BYTES", "OBJECTS", "STATUS");
    for (var row : checkpoints) {
      table.add(
          Long.toString(row.id()),
          time(row.taken()),
          TextTable.number(row.batchIndex()),
          TextTable.number(row.epoch()),
          TextTable.number(row.keys()),
          TextTable.number(row.bytes()),
          TextTable.number(row.newBytes()),
          TextTable.number(row.objects()),
          row.problem() == null ? row.status() : row.status() + ": " + row.problem());
    }
    return table.text();
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "-" : time.toString();
  }
}
