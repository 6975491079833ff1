package dev.sluice.chaos.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whether what a job left in its store is in order, by {@code docs/checkpoint-format.md} alone: the
 * log is dense, the newest checkpoint is whole, and nothing is there that no cleaner would take.
 */
public final class StoreCheck {
  private static final Pattern LOG = Pattern.compile("log/([0-9]{20})");
  private static final Pattern CHECKPOINT =
      Pattern.compile("checkpoints/([0-9]{20})/(manifest[.]json|state-[^/]*)");
  private static final Pattern SEGMENT = Pattern.compile("wal/[^/]+/[^/]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final boolean storeWasKilled;
  private final List<String> problems = new ArrayList<>();
  private final Set<Long> sequences = new TreeSet<>();
  private final TreeMap<Long, JsonNode> manifests = new TreeMap<>();
  private final TreeMap<String, Long> states = new TreeMap<>();

  private StoreCheck(Path root, boolean storeWasKilled) {
    this.root = root;
    this.storeWasKilled = storeWasKilled;
  }

  /**
   * Looks at the objects of a job that has ended.
   *
   * @param root their directory
   * @param storeWasKilled whether the S3 server may have left temporary files of its own
   * @return a line for each thing that is wrong
   */
  public static List<String> problems(Path root, boolean storeWasKilled) throws IOException {
    var check = new StoreCheck(root, storeWasKilled);
    check.read();
    check.check();
    return check.problems;
  }

  /**
   * Looks for uploads in parts that were begun and neither completed nor given up. The embedded S3
   * server keeps them in the bucket.
   *
   * @param bucket directory of the bucket
   * @return a line for each
   */
  public static List<String> uploads(Path bucket) throws IOException {
    try (var files = Files.list(bucket)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(".mpus-"))
          .map(name -> "an upload that nobody ends: " + name)
          .toList();
    }
  }

  private void read() throws IOException {
    try (var files = Files.walk(root)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        read(file, root.relativize(file).toString());
      }
    }
  }

  private void read(Path file, String key) throws IOException {
    var log = LOG.matcher(key);
    var checkpoint = CHECKPOINT.matcher(key);
    if (log.matches()) {
      sequences.add(Long.valueOf(log.group(1)));
    } else if (!checkpoint.matches()) {
      if (!storeWasKilled && !SEGMENT.matcher(key).matches()) {
        problems.add("an object that nobody takes away: " + key);
      }
    } else if (key.endsWith(".json")) {
      manifests.put(Long.valueOf(checkpoint.group(1)), JSON.readTree(file.toFile()));
    } else {
      states.put(key, Long.valueOf(checkpoint.group(1)));
    }
  }

  private void check() throws IOException {
    if (manifests.isEmpty()) {
      problems.add("there is no checkpoint");
      return;
    }
    var needed =
        manifests.values().stream().mapToLong(each -> each.path("logSequence").asLong()).min();
    requireDense(needed.orElse(0));
    var used = new HashSet<String>();
    for (var manifest : manifests.values()) {
      requireRanges(manifest, used);
    }
    states.forEach(
        (key, id) -> {
          if (id < manifests.firstKey() && !used.contains(key)) {
            problems.add("state that no checkpoint needs: " + key);
          }
        });
  }

  private void requireDense(long from) {
    var next = from;
    for (long sequence : sequences) {
      if (sequence > next && sequence > from) {
        problems.add("the log has no %d, but %d".formatted(next, sequence));
      }
      next = Math.max(next, sequence + 1);
    }
  }

  private void requireRanges(JsonNode manifest, Set<String> used) throws IOException {
    for (var key : RangeTables.keys(manifest)) {
      used.add(key);
      if (!Files.exists(root.resolve(key))) {
        problems.add("a checkpoint needs the table %s, which is not there".formatted(key));
        return;
      }
    }
    for (var range : RangeTables.ranges(root, manifest)) {
      used.add(range.object());
      var file = root.resolve(range.object());
      if (!Files.exists(file) || Files.size(file) < range.end()) {
        problems.add(
            "a checkpoint needs %s up to %d, which is not there"
                .formatted(range.object(), range.end()));
      }
    }
  }
}
