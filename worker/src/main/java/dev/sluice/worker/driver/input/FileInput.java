package dev.sluice.worker.driver.input;

import dev.sluice.format.InputFormat;
import dev.sluice.worker.checkpoint.FileReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.storage.StoredFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The new files of a directory, by Spark's rule: a file belongs to the first batch whose time is
 * not before its modification, unless it is older than the time that files are remembered for, or
 * was there before the stream. A stream that takes what is there takes files of any age in its
 * first batch.
 */
public final class FileInput implements Input {
  private static final SourceInput.Files NOTHING = new SourceInput.Files(List.of());

  /** S3 servers give times of modification in whole seconds. */
  private static final long REMOTE_CLOCK_MILLIS = 1_000;

  /**
   * How far the clock of a file system may be behind this process: it ticks every few milliseconds,
   * and that of a file server is another one.
   */
  private static final long CLOCK_DIFFERENCE_MILLIS = 1_000;

  private final WatchedDirectory directory;
  private final InputFormat<?> format;
  private final long rememberMillis;
  private final long partBytes;
  private final Map<String, FileReference> seen = new LinkedHashMap<>();
  private long ignoreBeforeMillis;
  private boolean first;
  private SourceProgress.Files progress;

  /**
   * What a file stream is.
   *
   * @param directory what is scanned
   * @param format how files are read
   * @param newFilesOnly whether files modified before the stream was made are left out
   * @param createdMillis when it was made
   */
  public record Stream(
      WatchedDirectory directory, InputFormat<?> format, boolean newFilesOnly, long createdMillis) {
    private long ignoreBeforeMillis() {
      if (!newFilesOnly) {
        return 0;
      }
      return directory.isRemote()
          ? createdMillis / REMOTE_CLOCK_MILLIS * REMOTE_CLOCK_MILLIS - 1
          : createdMillis;
    }
  }

  /**
   * Makes the input.
   *
   * @param rememberMillis how long files are remembered, and how late they may appear
   * @param partBytes length of the part of a file that a task reads, at the most
   */
  public FileInput(Stream stream, long rememberMillis, long partBytes) {
    this.directory = stream.directory();
    this.format = stream.format();
    this.rememberMillis = rememberMillis;
    this.partBytes = partBytes;
    this.ignoreBeforeMillis = stream.ignoreBeforeMillis();
    this.first = !stream.newFilesOnly();
    this.progress = new SourceProgress.Files(List.of(), ignoreBeforeMillis);
  }

  /** Returns the directory that is scanned. */
  public WatchedDirectory directory() {
    return directory;
  }

  /** Cuts a file into what one task each reads. */
  public List<FileSplits.Part> parts(FileReference file) {
    return FileSplits.of(file.path(), file.length(), format, partBytes);
  }

  @Override
  public SourceInput allocate(long timeMillis, List<StoredFile> files) {
    forgetUpTo(timeMillis - rememberMillis);
    var threshold = first ? Long.MIN_VALUE : timeMillis - rememberMillis;
    first = false;
    var fresh = new ArrayList<FileReference>();
    for (var file : files) {
      var modified = file.modifiedMillis();
      if (modified > Math.max(ignoreBeforeMillis, threshold)
          && modified <= timeMillis
          && !seen.containsKey(file.path())) {
        fresh.add(new FileReference(file.path(), modified, file.length()));
      }
    }
    if (fresh.isEmpty()) {
      return NOTHING;
    }
    fresh.sort(
        Comparator.comparingLong(FileReference::modifiedMillis).thenComparing(FileReference::path));
    var input = new SourceInput.Files(fresh);
    apply(input);
    return input;
  }

  /** Whether the files that are there when the job begins must be told from those that appear. */
  boolean leavesOutOldFiles() {
    return !first;
  }

  /**
   * The job begins: what is there and was modified before the stream was made is old. What appears
   * from now on is new, also if the file system's clock says that it was modified a little before.
   *
   * @param there the files of the directory now
   */
  void begin(List<StoredFile> there) {
    var createdMillis = ignoreBeforeMillis;
    ignoreBeforeMillis = createdMillis - CLOCK_DIFFERENCE_MILLIS;
    for (var file : there) {
      var modified = file.modifiedMillis();
      if (modified > ignoreBeforeMillis && modified <= createdMillis) {
        seen.put(file.path(), new FileReference(file.path(), modified, file.length()));
      }
    }
    changed();
  }

  /**
   * A driver before this one began the job and got no further than its log: files since then are
   * new, also those that appeared while no driver was there.
   */
  void begunAt(long timeMillis) {
    ignoreBeforeMillis = Math.min(ignoreBeforeMillis, timeMillis);
    changed();
  }

  @Override
  public void restore(SourceProgress restored) {
    if (restored instanceof SourceProgress.Files files) {
      ignoreBeforeMillis = files.ignoreBeforeMillis();
      first = false;
      apply(new SourceInput.Files(files.seen()));
      changed();
    }
  }

  @Override
  public void apply(SourceInput input) {
    if (input instanceof SourceInput.Files files && !files.files().isEmpty()) {
      first = false;
      files.files().forEach(file -> seen.put(file.path(), file));
      changed();
    }
  }

  private void forgetUpTo(long thresholdMillis) {
    if (seen.values().removeIf(file -> file.modifiedMillis() <= thresholdMillis)) {
      changed();
    }
  }

  private void changed() {
    progress = new SourceProgress.Files(List.copyOf(seen.values()), ignoreBeforeMillis);
  }

  @Override
  public SourceProgress progress() {
    return progress;
  }

  @Override
  public boolean hasWaiting() {
    return false;
  }
}
