package dev.sluice.operator.decide;

import dev.sluice.crds.DeletionPolicy;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do for a job that is being deleted: its driver ends before its workers, so that
 * it can finish what it has begun and take a last checkpoint. Never longer than the policy says.
 *
 * @param release whether the job may go now
 * @param reason one word about why
 * @param actions steps to take before
 * @param wake when to decide again at the latest
 */
public record Cleanup(
    boolean release, String reason, List<Action> actions, @Nullable Instant wake) {
  private static final Set<String> ENDS =
      Set.of(Conditions.COMPLETE, Conditions.FAILED, Conditions.SUSPENDED);

  /** Copies the actions. */
  public Cleanup {
    actions = List.copyOf(actions);
  }

  /**
   * Returns whether the deletion of a job has to wait for its driver: only while a driver may run
   * and the policy asks for it.
   */
  public static boolean isNeeded(StreamingJobSpec spec, StreamingJobStatus status) {
    return isWanted(spec.deletionPolicy())
        && status.driver().epoch() > 0
        && !Conditions.isOneTrue(status, ENDS);
  }

  /**
   * Decides about a job that is being deleted.
   *
   * @param deletion when its deletion was asked for
   */
  public static Cleanup decide(ObservedJob observed, Instant deletion, Instant now) {
    List<ObservedPod> drivers =
        observed.owned(Role.DRIVER).stream().filter(pod -> !pod.ended()).toList();
    DeletionPolicy policy = observed.spec().deletionPolicy();
    if (drivers.isEmpty()) {
      return releasing("Drained");
    }
    if (!isWanted(policy)) {
      return releasing("NotWanted");
    }
    Instant deadline = deletion.plusSeconds(policy.timeoutSeconds());
    if (!now.isBefore(deadline)) {
      return releasing("DeletionTimedOut");
    }
    if (!observed.services().containsKey(observed.job().service())) {
      return releasing("NamespaceTerminating"); // someone deletes the job's objects in any order
    }
    List<Action> actions = new ArrayList<>();
    @Nullable Instant wake = deadline;
    for (ObservedPod driver : drivers) {
      wake = Sweep.delete(driver, observed.spec(), now, actions, wake);
    }
    return new Cleanup(false, "Draining", actions, wake);
  }

  private static boolean isWanted(DeletionPolicy policy) {
    return policy.drain() || policy.finalSnapshot();
  }

  private static Cleanup releasing(String reason) {
    return new Cleanup(true, reason, List.of(), null);
  }
}
