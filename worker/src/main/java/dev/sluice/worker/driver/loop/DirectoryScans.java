package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.input.DirectoryScan;
import dev.sluice.worker.driver.input.WatchedDirectory;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.StoredFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Scans the directories of file streams on a thread of its own, so that the loop never waits. */
final class DirectoryScans implements AutoCloseable {
  private final EventLoop loop;
  private final JobFiles files;
  private final Map<String, DirectoryScan> scans = new HashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var scanner = new Thread(task, "directory-scan");
            scanner.setDaemon(true);
            return scanner;
          });

  DirectoryScans(EventLoop loop, JobFiles files) {
    this.loop = loop;
    this.files = files;
  }

  /**
   * Gives the loop the files of directories, by the uid of their source; at once if there is none.
   */
  void scan(
      Map<String, WatchedDirectory> directories, Consumer<Map<String, List<StoredFile>>> target) {
    if (directories.isEmpty()) {
      target.accept(Map.of());
      return;
    }
    thread.execute(
        () -> {
          var found = new HashMap<String, List<StoredFile>>();
          directories.forEach(
              (uid, directory) ->
                  found.put(
                      uid,
                      scans
                          .computeIfAbsent(uid, any -> new DirectoryScan(files, directory))
                          .files(System.nanoTime())));
          loop.execute(() -> target.accept(found));
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
