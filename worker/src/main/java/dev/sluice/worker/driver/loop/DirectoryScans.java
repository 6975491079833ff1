package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.input.DirectoryScan;
import dev.sluice.worker.driver.input.ScannedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Scans the directories of file streams on a thread of its own, so that the loop never waits. */
final class DirectoryScans implements AutoCloseable {
  private final EventLoop loop;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var scanner = new Thread(task, "directory-scan");
            scanner.setDaemon(true);
            return scanner;
          });

  DirectoryScans(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Gives the loop the files of directories, by the uid of their source; at once if there is none.
   */
  void scan(Map<String, String> directories, Consumer<Map<String, List<ScannedFile>>> target) {
    if (directories.isEmpty()) {
      target.accept(Map.of());
      return;
    }
    thread.execute(
        () -> {
          var files = new HashMap<String, List<ScannedFile>>();
          directories.forEach((uid, directory) -> files.put(uid, DirectoryScan.of(directory)));
          loop.execute(() -> target.accept(files));
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
