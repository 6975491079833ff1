package dev.sluice.worker.driver.place;

import dev.sluice.worker.storage.S3Access;
import dev.sluice.worker.storage.StoreLocation;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a job keeps its state.
 *
 * @param location where checkpoints and log are
 * @param files how the job reaches the S3 server of its files
 * @param temporary the directory that goes with the job, state and all; null for none
 * @param durable whether the program asked for a place that stays, so that it may keep state
 * @param retained checkpoints to keep
 * @param restore what to do with the state that is there
 * @param damaged checkpoints that proved to be unusable, and why
 */
public record StatePlace(
    StoreLocation location,
    S3Access files,
    @Nullable Path temporary,
    boolean durable,
    int retained,
    RestorePolicy restore,
    Map<Long, String> damaged) {
  public StatePlace {
    damaged = Map.copyOf(damaged);
  }

  /** A place that stays. */
  public static StatePlace durable(
      StoreLocation location, S3Access files, int retained, RestorePolicy restore) {
    return new StatePlace(location, files, null, true, retained, restore, Map.of());
  }

  /** The same place for a job that has run there, where checkpoints have proved to be unusable. */
  StatePlace passingOver(Map<Long, String> checkpoints) {
    return new StatePlace(
        location, files, temporary, durable, retained, RestorePolicy.REQUIRED, checkpoints);
  }
}
