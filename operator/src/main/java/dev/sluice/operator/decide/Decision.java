package dev.sluice.operator.decide;

import dev.sluice.crds.StreamingJobStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a job.
 *
 * @param status the status to write, with a lock, before any action is taken
 * @param actions idempotent steps, in order
 * @param wake when to decide again at the latest; null if only a change matters
 */
public record Decision(StreamingJobStatus status, List<Action> actions, @Nullable Instant wake) {
  /** Copies the actions. */
  public Decision {
    actions = List.copyOf(actions);
  }
}
