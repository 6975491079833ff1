package dev.sluice.operator.decide;

import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import java.util.Objects;

/** Whether a starting driver may find nothing to restore. */
final class RestorePoint {
  private RestorePoint() {}

  /**
   * Returns whether the user asked to begin without state or from a certain checkpoint, and that
   * has not been done yet.
   */
  static boolean otherStartWanted(StreamingJobSpec spec, StreamingJobStatus status) {
    return spec.restore().from() != RestoreFrom.Latest
        && !Objects.equals(spec.restore().nonce(), status.restore().nonce());
  }

  /** Returns whether the job is known to have state, so that an empty start would lose it. */
  static boolean required(StreamingJobSpec spec, StreamingJobStatus status) {
    return !otherStartWanted(spec, status)
        && (status.checkpoint().lastCompleted() != null || status.restore().resolved() != null);
  }
}
