package dev.sluice.worker.driver.input;

import dev.sluice.worker.checkpoint.FileReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The new files of a directory, by Spark's rule: a file belongs to the first batch whose time is
 * not before its modification, unless it is older than the time that files are remembered for, or
 * was there before the job.
 */
public final class FileInput implements Input {
  private static final SourceInput.Files NOTHING = new SourceInput.Files(List.of());

  private final String directory;
  private final long rememberMillis;
  private final Map<String, FileReference> seen = new LinkedHashMap<>();
  private long ignoreBeforeMillis;
  private SourceProgress.Files progress;

  /**
   * Makes the input.
   *
   * @param directory what is scanned
   * @param ignoreBeforeMillis files modified up to this time are never taken; replaced by the
   *     checkpoint's when there is one
   * @param rememberMillis how long files are remembered, and how late they may appear
   */
  public FileInput(String directory, long ignoreBeforeMillis, long rememberMillis) {
    this.directory = directory;
    this.ignoreBeforeMillis = ignoreBeforeMillis;
    this.rememberMillis = rememberMillis;
    this.progress = new SourceProgress.Files(List.of(), ignoreBeforeMillis);
  }

  /** Returns the directory that is scanned. */
  public String directory() {
    return directory;
  }

  @Override
  public SourceInput allocate(long timeMillis, List<ScannedFile> files) {
    forgetUpTo(timeMillis - rememberMillis);
    var threshold = Math.max(ignoreBeforeMillis, timeMillis - rememberMillis);
    var fresh = new ArrayList<FileReference>();
    for (var file : files) {
      var modified = file.modifiedMillis();
      if (modified > threshold && modified <= timeMillis && !seen.containsKey(file.path())) {
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

  @Override
  public void restore(SourceProgress restored) {
    if (restored instanceof SourceProgress.Files files) {
      ignoreBeforeMillis = files.ignoreBeforeMillis();
      apply(new SourceInput.Files(files.seen()));
      changed();
    }
  }

  @Override
  public void apply(SourceInput input) {
    if (input instanceof SourceInput.Files files && !files.files().isEmpty()) {
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
