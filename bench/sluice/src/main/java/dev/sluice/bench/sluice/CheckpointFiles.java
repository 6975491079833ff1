package dev.sluice.bench.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Adds up what a job writes for its checkpoints, as they appear in a directory. */
final class CheckpointFiles {
  private static final Pattern BATCH = Pattern.compile("\"batchIndex\":([0-9]+)");

  private final Path directory;
  private final Set<Path> seen = new HashSet<>();
  private Optional<Checkpoint> first = Optional.empty();
  private long newestBatch;
  private long bytes;
  private long objects;
  private long largest;

  /**
   * A complete checkpoint.
   *
   * @param batch its batch
   * @param stateBytes bytes of state that were written for it
   * @param bytes bytes of all objects that were written for it
   * @param objects their number
   */
  record Checkpoint(long batch, long stateBytes, long bytes, long objects) {}

  CheckpointFiles(Path directory) {
    this.directory = directory.resolve("checkpoints");
  }

  /** Takes note of the checkpoints that were completed since the last look. */
  void look() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (var folders = Files.list(directory)) {
      for (var folder : (Iterable<Path>) folders.sorted()::iterator) {
        if (Files.exists(folder.resolve("manifest.json")) && seen.add(folder)) {
          add(read(folder));
        }
      }
    }
  }

  private static Checkpoint read(Path folder) throws IOException {
    var manifest = Files.readString(folder.resolve("manifest.json"));
    var batch = BATCH.matcher(manifest);
    if (!batch.find()) {
      throw new IOException("no batch in " + manifest);
    }
    var state = 0L;
    var all = 0L;
    var objects = 0L;
    try (var files = Files.list(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var size = Files.size(file);
        var name = file.getFileName().toString();
        all += size;
        objects++;
        if (name.startsWith("state-") && !name.startsWith("state-ranges-")) {
          state += size;
        }
      }
    }
    return new Checkpoint(Long.parseLong(batch.group(1)), state, all, objects);
  }

  private void add(Checkpoint checkpoint) {
    if (first.isEmpty()) {
      first = Optional.of(checkpoint);
    } else {
      bytes += checkpoint.bytes();
      objects += checkpoint.objects();
      largest = Math.max(largest, checkpoint.bytes());
    }
    newestBatch = checkpoint.batch();
  }

  /** The first one, which holds all keys; the others are added up. */
  Checkpoint first() {
    return first.orElseThrow();
  }

  /** How many there were. */
  int complete() {
    return seen.size();
  }

  /** Batches from the first one to the last. */
  long batches() {
    return newestBatch - first().batch();
  }

  /** Bytes of all but the first. */
  long bytes() {
    return bytes;
  }

  /** Objects of all but the first. */
  long objects() {
    return objects;
  }

  /** Bytes of the largest but the first. */
  long largest() {
    return largest;
  }
}
