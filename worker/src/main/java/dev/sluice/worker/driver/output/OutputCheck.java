package dev.sluice.worker.driver.output;

import dev.sluice.graph.Output;
import dev.sluice.worker.format.Formats;
import dev.sluice.worker.serialization.JobObjects;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.StoreException;
import java.io.IOException;
import java.util.List;

/** Finds out before a job starts what is wrong with the places that it writes to. Blocks. */
public final class OutputCheck {
  private OutputCheck() {}

  /**
   * Checks the operations that write to files or sinks.
   *
   * @throws IllegalArgumentException if a location, a format or a sink is wrong
   * @throws StoreException if the S3 server fails
   */
  public static void check(List<Output> outputs, JobFiles files, ClassLoader jobClasses) {
    for (var output : outputs) {
      if (output instanceof Output.SaveAsFiles save) {
        check(save, files, jobClasses);
      } else if (output instanceof Output.SaveTo save) {
        check(save);
      }
    }
  }

  private static void check(Output.SaveTo save) {
    JobObjects.write(save.sink(), "the sink of " + save.info());
    try {
      save.sink().check();
    } catch (Exception e) {
      throw new IllegalArgumentException(save.info() + ": " + e.getMessage(), e);
    }
  }

  private static void check(Output.SaveAsFiles save, JobFiles files, ClassLoader jobClasses) {
    try {
      var unused = Formats.resolve(save.format(), jobClasses);
      files.requireWritable(save.prefix());
    } catch (StoreException e) {
      throw new StoreException(e.failure(), save.info() + ": " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(save.info() + ": " + e.getMessage(), e);
    }
  }
}
