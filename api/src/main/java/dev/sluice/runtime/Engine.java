package dev.sluice.runtime;

import dev.sluice.SluiceConf;

/** An engine that can run graphs; found with {@link java.util.ServiceLoader}. */
public interface Engine {
  /**
   * Opens a job. Nothing runs before {@link JobRun#start}.
   *
   * @param conf the job's configuration
   * @return the job, not started
   */
  JobRun open(SluiceConf conf);
}
