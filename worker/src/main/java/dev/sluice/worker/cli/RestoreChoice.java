package dev.sluice.worker.cli;

import dev.sluice.worker.checkpoint.Branches;
import dev.sluice.worker.checkpoint.ChosenStart;
import dev.sluice.worker.checkpoint.StartingPoint;
import dev.sluice.worker.driver.failure.NoRestorePointException;
import dev.sluice.worker.manifest.StreamingJob;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.settings.ConfigurationException;
import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code spec.restore}: applied before the program starts, once for each nonce. Without a choice it
 * only sees that the newest checkpoint of the job is at its location.
 */
final class RestoreChoice {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreChoice.class);
  private static final Pattern PATH =
      Pattern.compile("(s3://.+?|)/?checkpoints/([0-9]{20})(?:/manifest[.]json)?");

  private final StreamingJob job;
  private final Map<String, String> variables;

  RestoreChoice(StreamingJob job, Map<String, String> variables) {
    this.job = job;
    this.variables = variables;
  }

  /**
   * Applies the choice, if there is one that was not applied.
   *
   * @param epoch least epoch to claim
   * @throws NoRestorePointException if there is none, and the job has moved to a place below
   */
  void apply(String jobUid, long epoch) {
    if (job.restoreFrom().equals("Latest")) {
      try (var store = ObjectStores.open(JobPrograms.checkpointLocation(job, variables))) {
        requireNewest(store, job.checkpoint().location());
      }
      return;
    }
    var restore = job.document().path("spec").path("restore");
    try (var store = ObjectStores.open(JobPrograms.checkpointLocation(job, variables))) {
      var start = new ChosenStart(store, jobUid, restore.path("nonce").asLong());
      if (start.isDone()) {
        return;
      }
      if (job.restoreFrom().equals("Snapshot")) {
        throw new ConfigurationException(
            "spec.restore.from: Snapshot is resolved by the operator; without it, write from: Path"
                + " and the path in the snapshot's status.location");
      }
      var path = Optional.ofNullable(restore.path("path").textValue());
      var line =
          path.isPresent()
              ? fromPath(start, path.get(), jobUid, epoch)
              : start.apply(nothing(), jobUid, epoch, Clock.systemUTC());
      LOG.info("spec.restore: {}", line);
    }
  }

  /** A job that is made again at its location must not go on from what it had before a move. */
  static void requireNewest(ObjectStore store, String location) {
    Branches.newestCheckpoint(store)
        .ifPresent(
            newer -> {
              throw new NoRestorePointException(location, newer);
            });
  }

  private String fromPath(ChosenStart start, String path, String jobUid, long epoch) {
    var match = PATH.matcher(path);
    if (!match.matches()) {
      throw new ConfigurationException(
          "spec.restore.path '%s' is no checkpoint: write s3://BUCKET/PREFIX/checkpoints/NUMBER, or checkpoints/NUMBER of the job's own location"
              .formatted(path));
    }
    var location =
        match.group(1).isEmpty()
            ? JobPrograms.checkpointLocation(job, variables)
            : JobPrograms.location(job, match.group(1), variables);
    try (var source = ObjectStores.open(location)) {
      var point = new StartingPoint.Checkpoint(source, Long.parseLong(match.group(2)));
      return start.apply(point, jobUid, epoch, Clock.systemUTC());
    } catch (ObjectNotFoundException e) {
      throw new ConfigurationException(
          "spec.restore.path '%s' is not there or not whole (%s): `sluice checkpoint ls` lists what there is"
              .formatted(path, e.getMessage()));
    }
  }

  private StartingPoint nothing() {
    var settings = Settings.of(job.configuration());
    var cores = settings.get(Keys.EXECUTOR_CORES).map(Long::intValue).orElse(1);
    var partitions =
        settings
            .get(Keys.PARALLELISM)
            .map(Long::intValue)
            .orElse(Math.max(1, cores * job.mostExecutors()));
    var shards =
        settings
            .get(Keys.SHARDS)
            .map(Long::intValue)
            .orElseGet(
                () -> PlanSettings.defaultShards(Math.max(1, job.mostExecutors()), partitions));
    return new StartingPoint.Nothing(shards, partitions, job.batchIntervalMillis());
  }
}
