package dev.sluice.operator.decide;

import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a job.
 *
 * @param status the status to write, with a lock, before any action is taken
 * @param actions idempotent steps, in order
 * @param wake when to decide again at the latest; null if only a change matters
 * @param specs what pods and manifests are made from, by the digest of the driver's settings
 */
public record Decision(
    StreamingJobStatus status,
    List<Action> actions,
    @Nullable Instant wake,
    Map<String, StreamingJobSpec> specs) {
  /** Copies the actions. */
  public Decision {
    actions = List.copyOf(actions);
    specs = Map.copyOf(specs);
  }

  /**
   * Returns whether the only effect is newer figures in the status, which a stale cache can't make
   * wrong: the write is checked against the version that they belong to.
   */
  public boolean onlyTells(StreamingJobStatus before) {
    return actions.isEmpty()
        && !status.equals(before)
        && status
            .change()
            .progress(before.progress())
            .checkpoint(before.checkpoint())
            .done()
            .equals(before);
  }

  /**
   * Returns what the objects of an action are made from.
   *
   * @param present the spec as the user has it
   */
  public StreamingJobSpec specFor(Action action, StreamingJobSpec present) {
    String revision =
        action instanceof Action.EnsureManifest manifest
            ? manifest.revision()
            : action instanceof Action.CreateDriver driver
                ? driver.revision()
                : action instanceof Action.CreateWorker worker ? worker.jobRevision() : "";
    return specs.getOrDefault(revision, present);
  }
}
