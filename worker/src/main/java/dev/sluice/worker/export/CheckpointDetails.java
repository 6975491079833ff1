package dev.sluice.worker.export;

import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.ShardRange;
import dev.sluice.worker.checkpoint.SourceProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one checkpoint holds, and what the log has after it.
 *
 * @param summary its line of the list
 * @param manifest its manifest
 * @param loggedTo last batch whose composition the log has
 * @param committedTo last batch whose output is released
 * @param pendingSinks what the commits after it hold for sinks to finish, by their uid; the last
 *     one counts
 */
public record CheckpointDetails(
    CheckpointRow summary,
    Manifest manifest,
    long loggedTo,
    long committedTo,
    Map<String, String> pendingSinks) {
  public CheckpointDetails {
    pendingSinks = Map.copyOf(pendingSinks);
  }

  /**
   * Describes a checkpoint.
   *
   * @param manifest one of the catalog
   */
  public static CheckpointDetails of(CheckpointCatalog catalog, Manifest manifest) {
    var logged = manifest.batchIndex();
    var committed = manifest.batchIndex();
    var sinks = new TreeMap<String, String>();
    for (var record : catalog.log().records(manifest.logSequence())) {
      if (record instanceof LogRecord.Batches batches) {
        var last = batches.batches().get(batches.batches().size() - 1);
        logged = Math.max(logged, last.index());
      } else if (record instanceof LogRecord.Commit commit) {
        committed = Math.max(committed, commit.toBatch());
        if (commit.toBatch() > manifest.batchIndex()) {
          commit.sinkResults().forEach((uid, texts) -> sinks.put(uid, String.join(", ", texts)));
        }
      }
    }
    var entry = catalog.find(manifest.id()).orElseThrow();
    return new CheckpointDetails(CheckpointRow.of(entry), manifest, logged, committed, sinks);
  }

  /** Returns the details for a person. */
  public String text() {
    var text = new StringBuilder();
    line(
        text,
        "checkpoint",
        "%d (%s), format %d".formatted(summary.id(), summary.status(), manifest.format()));
    line(text, "job", "%s, epoch %d".formatted(manifest.jobUid(), manifest.epoch()));
    line(text, "taken", Instant.ofEpochMilli(manifest.timeMillis()).toString());
    line(
        text,
        "batch",
        "%d of %s; a batch every %d ms"
            .formatted(
                manifest.batchIndex(),
                Instant.ofEpochMilli(manifest.batchTimeMillis()),
                manifest.intervalMillis()));
    line(
        text,
        "layout",
        "%d shards, %d partitions".formatted(manifest.shards(), manifest.partitions()));
    line(
        text,
        "log",
        "from %020d; batches after it: %d logged, %d released"
            .formatted(
                manifest.logSequence(),
                loggedTo - manifest.batchIndex(),
                committedTo - manifest.batchIndex()));
    text.append("\nstate\n").append(indented(states()));
    text.append("\nsources\n").append(indented(sources()));
    text.append("\nsinks with results to finish\n").append(indented(sinks()));
    text.append("\naccumulators\n").append(indented(accumulators()));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-11s %s%n".formatted(name, value));
  }

  private static String indented(String table) {
    return table.lines().map(line -> "  " + line + "\n").reduce("", String::concat);
  }

  private String states() {
    if (manifest.state().isEmpty()) {
      return "none";
    }
    var table = new TextTable("UID", "SCHEMA", "SHARDS", "RANGES", "OBJECTS", "BYTES");
    new TreeMap<>(manifest.state())
        .forEach(
            (uid, state) -> {
              var ranges = state.shards();
              table.add(
                  uid,
                  state.schema(),
                  TextTable.number(ranges.stream().map(ShardRange::shard).distinct().count()),
                  TextTable.number(ranges.size()),
                  TextTable.number(ranges.stream().map(ShardRange::object).distinct().count()),
                  TextTable.number(ranges.stream().mapToLong(ShardRange::length).sum()));
            });
    return table.text();
  }

  private String sources() {
    if (manifest.sources().isEmpty()) {
      return "none";
    }
    var table = new TextTable("UID", "READ SO FAR");
    new TreeMap<>(manifest.sources())
        .forEach((uid, progress) -> positions(progress).forEach(p -> table.add(uid, p)));
    return table.text();
  }

  private static List<String> positions(SourceProgress progress) {
    if (progress instanceof SourceProgress.Blocks blocks) {
      var lines = new ArrayList<String>();
      blocks.last().forEach(block -> lines.add(position(block)));
      return lines.isEmpty() ? List.of("no block yet") : lines;
    }
    if (progress instanceof SourceProgress.Files files) {
      return List.of(
          "%d files remembered, modified since %s"
              .formatted(files.seen().size(), Instant.ofEpochMilli(files.ignoreBeforeMillis())));
    }
    return progress instanceof SourceProgress.Queue queue
        ? List.of("queue element " + queue.next() + " is next")
        : List.of();
  }

  private static String position(BlockReference block) {
    return "stream %d, attempt %d: block %d, %s"
        .formatted(
            block.id().stream(),
            block.id().attempt(),
            block.id().sequence(),
            block.position() == null ? "no position" : "position " + block.position());
  }

  private String sinks() {
    if (pendingSinks.isEmpty()) {
      return "none";
    }
    var table = new TextTable("UID", "RESULT");
    new TreeMap<>(pendingSinks).forEach(table::add);
    return table.text();
  }

  private String accumulators() {
    var table = new TextTable("NAME", "VALUE");
    new TreeMap<>(manifest.accumulators()).forEach(table::add);
    return manifest.accumulators().isEmpty() ? "none" : table.text();
  }
}
