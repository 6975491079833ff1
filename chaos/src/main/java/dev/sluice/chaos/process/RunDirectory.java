package dev.sluice.chaos.process;

import dev.sluice.chaos.job.ChaosJob;
import java.nio.file.Path;

/**
 * Where everything of one run is.
 *
 * @param root the directory
 */
public record RunDirectory(Path root) {
  /** {@return the manifest of the job} */
  public Path manifest() {
    return root.resolve("streamingjob.yaml");
  }

  /** {@return what {@code sluice run} gets as {@code --state}} */
  public Path state() {
    return root.resolve("state");
  }

  /** {@return where files say how far the clocks of processes are off, one by its id} */
  public Path clocks() {
    return root.resolve("clocks");
  }

  /** {@return where files say which processes are slow, one by its id} */
  public Path slowTasks() {
    return root.resolve("slow");
  }

  /** {@return the agent by which those clocks can be set} */
  public Path clockAgent() {
    return root.resolve("clock-agent.jar");
  }

  /** {@return for temporary files of all processes} */
  public Path temporary() {
    return root.resolve("tmp");
  }

  /** {@return what the launcher says} */
  public Path output() {
    return root.resolve("launcher.txt");
  }

  /** {@return a place for files that the job doesn't see, in the file system of the S3 server} */
  public Path staging() {
    return root.resolve("staging");
  }

  /** {@return the job's bucket, as the S3 server keeps it} */
  public Path bucket() {
    return state().resolve("store/sluice");
  }

  /** {@return the objects of log and checkpoints} */
  public Path jobObjects() {
    return bucket().resolve("chaos");
  }

  /** {@return the output of the job} */
  public Path ledger() {
    return bucket().resolve(ChaosJob.LEDGER);
  }
}
