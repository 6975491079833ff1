package dev.sluice.operator.snapshot;

import dev.sluice.crds.StreamingJobSnapshotStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a snapshot.
 *
 * @param status the status to write, with a lock, before any action is taken
 * @param actions idempotent steps, in order
 * @param wake when to decide again at the latest; null if only a change matters
 */
public record SnapshotDecision(
    StreamingJobSnapshotStatus status, List<SnapshotAction> actions, @Nullable Instant wake) {
  /** Copies the actions. */
  public SnapshotDecision {
    actions = List.copyOf(actions);
  }
}
