package dev.sluice.operator.decide;

import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import java.util.Objects;

/** Whether a starting driver may find nothing to restore. */
final class RestorePoint {
  private RestorePoint() {}

  /** Returns whether the user asked to start without state and that has not been done yet. */
  static boolean emptyStartWanted(StreamingJobSpec spec, StreamingJobStatus status) {
    return spec.restore().from() == RestoreFrom.Empty
        && !Objects.equals(spec.restore().nonce(), status.restore().nonce());
  }

  /** Returns whether the job is known to have state, so that an empty start would lose it. */
  static boolean required(StreamingJobSpec spec, StreamingJobStatus status) {
    return !emptyStartWanted(spec, status)
        && (status.checkpoint().lastCompleted() != null || status.restore().resolved() != null);
  }
}
