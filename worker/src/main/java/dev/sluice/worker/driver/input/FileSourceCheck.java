package dev.sluice.worker.driver.input;

import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.format.Formats;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.StoreException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out before a job starts what is wrong with the directories that it reads. Blocks. */
public final class FileSourceCheck {
  private static final Logger LOG = LoggerFactory.getLogger(FileSourceCheck.class);

  private FileSourceCheck() {}

  /**
   * Checks the file streams among the sources of a job. A directory that is not there may still be
   * made, so it is a warning only.
   *
   * @throws IllegalArgumentException if a location or a format is wrong, or cannot be read
   * @throws StoreException if the S3 server fails
   */
  public static void check(List<Node> sources, JobFiles files, ClassLoader jobClasses) {
    for (var source : sources) {
      if (source instanceof SourceNode.FileSource stream) {
        check(stream, files, jobClasses);
      }
    }
  }

  private static void check(SourceNode.FileSource stream, JobFiles files, ClassLoader jobClasses) {
    try {
      var unused = Formats.resolve(stream.format(), jobClasses);
      if (!files.probe(stream.directory())) {
        LOG.warn(
            "{}: there is no directory {} now; its files are taken when it is there",
            stream.info(),
            stream.directory());
      }
    } catch (StoreException e) {
      throw new StoreException(e.failure(), stream.info() + ": " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(stream.info() + ": " + e.getMessage(), e);
    }
  }
}
