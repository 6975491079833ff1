package dev.sluice.operator.snapshot;

import dev.sluice.crds.StreamingJobSnapshotSpec;
import dev.sluice.crds.StreamingJobSnapshotStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision about a snapshot is made from, but the time.
 *
 * @param name its name
 * @param uid its uid
 * @param generation the version of its spec
 * @param created when it was created
 * @param deletion when its deletion was asked for; null if it was not
 * @param held whether its deletion waits for the operator
 * @param spec what the user asks for
 * @param status what was decided before
 * @param job the job; null if there is none of this name
 */
public record ObservedSnapshot(
    String name,
    String uid,
    long generation,
    Instant created,
    @Nullable Instant deletion,
    boolean held,
    StreamingJobSnapshotSpec spec,
    StreamingJobSnapshotStatus status,
    @Nullable SnapshotJob job) {

  /** Returns whether a decision needs to know how the job is. */
  public static boolean needsJob(StreamingJobSnapshotStatus status, boolean deleted) {
    return deleted || !status.hasEnded() || status.podName() != null;
  }

  String data() {
    return SnapshotRequests.data(name, uid);
  }

  @Nullable SnapshotDriver driver() {
    return job == null ? null : job.driver();
  }

  ObservedSnapshot with(StreamingJobSnapshotStatus next) {
    return new ObservedSnapshot(name, uid, generation, created, deletion, held, spec, next, job);
  }
}
