package dev.sluice.bench.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a job tells of its batches in a file: a line each, in order. */
final class BatchLines {
  private static final int FIELDS = 3;

  private final Path file;
  private final long intervalMillis;
  private final List<Line> lines = new ArrayList<>();
  private int read;

  /**
   * A batch.
   *
   * @param timeMillis its time
   * @param outMillis when its output was there
   * @param wrong how many of its counts were wrong
   */
  private record Line(long timeMillis, long outMillis, long wrong) {}

  BatchLines(Path file, long intervalMillis) {
    this.file = file;
    this.intervalMillis = intervalMillis;
  }

  private void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    var bytes = Files.readAllBytes(file);
    for (var at = read; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        var fields = new String(bytes, read, at - read, UTF_8).split(" ", -1);
        if (fields.length == FIELDS) {
          lines.add(
              new Line(
                  Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2])));
        }
        read = at + 1;
      }
    }
  }

  /** How many of the last batches came out within two intervals and a half of their time. */
  int calm() throws IOException {
    read();
    var calm = 0;
    while (calm < lines.size()) {
      var line = lines.get(lines.size() - 1 - calm);
      if (2 * (line.outMillis() - line.timeMillis()) > 5 * intervalMillis) {
        break;
      }
      calm++;
    }
    return calm;
  }

  /** When the output of the first batch was there that was cut after a time. */
  OptionalLong after(long millis) throws IOException {
    read();
    return lines.stream()
        .filter(line -> line.timeMillis() > millis)
        .mapToLong(Line::outMillis)
        .findFirst();
  }

  /** All counts that were wrong. */
  long wrong() {
    return lines.stream().mapToLong(Line::wrong).sum();
  }

  /** How many batches there were, those that came out again counted again. */
  int count() {
    return lines.size();
  }
}
