package dev.sluice.chaos.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the job has put out: the lines of each batch, by the time of the batch.
 *
 * @param numbers the numbers that came in
 * @param counts running counts
 * @param windows counts of windows
 * @param incomplete directories without a mark of success
 * @param strangers files that are no output; the embedded S3 server leaves some when it is killed
 */
public record Ledger(
    SortedMap<Long, List<String>> numbers,
    SortedMap<Long, List<String>> counts,
    SortedMap<Long, List<String>> windows,
    List<String> incomplete,
    List<String> strangers) {
  private static final String SUCCESS = "_SUCCESS";
  private static final Pattern PART = Pattern.compile("part-([0-9]+-)?[0-9]{5}");

  /**
   * Reads what is there.
   *
   * @param directory of the output
   */
  public static Ledger read(Path directory) throws IOException {
    var ledger =
        new Ledger(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new ArrayList<>(),
            new ArrayList<>());
    try (var batches = Files.newDirectoryStream(directory)) {
      for (var batch : batches) {
        ledger.add(batch);
      }
    } catch (NoSuchFileException e) {
      return ledger; // nothing yet
    }
    return ledger;
  }

  private void add(Path batch) throws IOException {
    var name = batch.getFileName().toString();
    if (!Files.exists(batch.resolve(SUCCESS))) {
      incomplete.add(name);
      return;
    }
    var dash = name.lastIndexOf('-');
    strangers.addAll(strangers(batch));
    var all =
        switch (name.substring(0, dash)) {
          case "numbers" -> numbers;
          case "counts" -> counts;
          default -> windows;
        };
    all.put(Long.parseLong(name.substring(dash + 1)), lines(batch));
  }

  /** A directory of output holds parts and the mark of success, nothing else. */
  private static List<String> strangers(Path batch) throws IOException {
    try (var files = Files.list(batch)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> !PART.matcher(file).matches() && !file.equals(SUCCESS))
          .map(file -> batch.getFileName() + "/" + file)
          .toList();
    }
  }

  private static boolean isPart(Path file) {
    return PART.matcher(file.getFileName().toString()).matches();
  }

  private static List<String> lines(Path batch) throws IOException {
    var lines = new ArrayList<String>();
    try (var parts = Files.newDirectoryStream(batch, Ledger::isPart)) {
      for (var part : parts) {
        lines.addAll(Files.readAllLines(part));
      }
    }
    return lines;
  }
}
