package dev.sluice.worker.driver.input;

import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.StoredFile;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the files of one directory again and again. A server is asked at most once a second; until
 * then the listing before counts. Used by one thread; blocks.
 */
public final class DirectoryScan {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryScan.class);
  private static final long REMOTE_NANOS = 1_000_000_000;

  private final JobFiles files;
  private final WatchedDirectory directory;
  private List<StoredFile> found = List.of();
  private long scannedNanos;
  private boolean scanned;
  private String problem = "";

  /** Makes the scan of a directory. */
  public DirectoryScan(JobFiles files, WatchedDirectory directory) {
    this.files = files;
    this.directory = directory;
  }

  /**
   * Returns the files of the directory that belong to the stream; none, with a warning in the log,
   * if it cannot be read: the next scan tries again.
   *
   * @param nowNanos a clock that only goes forward
   */
  public List<StoredFile> files(long nowNanos) {
    if (!scanned || !directory.isRemote() || nowNanos - scannedNanos >= REMOTE_NANOS) {
      scanned = true;
      scannedNanos = nowNanos;
      found = scan();
    }
    return found;
  }

  private List<StoredFile> scan() {
    var accepted = new ArrayList<StoredFile>();
    try {
      for (var file : files.list(directory.pattern())) {
        if (directory.accepts(file.path())) {
          accepted.add(file);
        }
      }
      problem = "";
      return accepted;
    } catch (Exception e) {
      warnOnce(String.valueOf(e));
      return List.of();
    }
  }

  /** The same problem in every batch is one line. */
  private void warnOnce(String now) {
    if (!now.equals(problem)) {
      LOG.warn(
          "cannot list {}: {}; batches go without its files until it can be listed",
          directory.pattern(),
          now);
      problem = now;
    }
  }
}
