package dev.sluice.operator.decide;

import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodState;
import dev.sluice.operator.scale.Autoscaler;
import dev.sluice.operator.scale.JobSituation;
import dev.sluice.operator.scale.LoadMemory;
import dev.sluice.operator.scale.ScalingSettings;
import dev.sluice.operator.scale.Workers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sees a job as the autoscaler does. */
public final class ScalingView {
  private ScalingView() {}

  /** Returns what the autoscaler decides from. */
  public static Autoscaler.Input of(
      ObservedJob observed, ScalingSettings settings, LoadMemory memory) {
    long epoch = observed.status().driver().epoch();
    if (!memory.samples().isEmpty()) {
      // A driver may claim a higher epoch than the one it was given, never a lower one.
      epoch = Math.max(epoch, memory.samples().get(memory.samples().size() - 1).epoch());
    }
    return new Autoscaler.Input(
        settings,
        situation(observed, epoch),
        workers(observed, Role.RECEIVER, memory.receivers()),
        workers(observed, Role.EXECUTOR, memory.executors()),
        memory.samples(),
        memory.history());
  }

  /** Returns how many pods of a role are ready and not on their way out. */
  public static int ready(ObservedJob observed, Role role) {
    return (int) observed.owned(role).stream().filter(pod -> pod.alive() && pod.ready()).count();
  }

  private static JobSituation situation(ObservedJob observed, long epoch) {
    StreamingJobStatus status = observed.status();
    boolean rolling =
        observed.pods().stream()
            .filter(ObservedPod::owned)
            .filter(ObservedPod::alive)
            .anyMatch(pod -> !pod.jobRevision().equals(status.driver().revision()));
    return new JobSituation(
        epoch,
        status.conditions().stream()
            .anyMatch(
                condition ->
                    condition.type().equals(Conditions.READY) && condition.status().equals("True")),
        isStable(status.upgrade())
            && Objects.equals(status.observedGeneration(), observed.job().generation()),
        rolling);
  }

  /** What was rolled back to is stable, and stays until the user changes the spec. */
  private static boolean isStable(@Nullable UpgradeStatus upgrade) {
    return upgrade == null || "RolledBack".equals(upgrade.step());
  }

  private static Workers workers(ObservedJob observed, Role role, LoadMemory.Count count) {
    String blocked =
        observed.owned(role).stream()
            .filter(ObservedPod::alive)
            .map(ObservedPod::state)
            .filter(PodState.Pending.class::isInstance)
            .map(state -> ((PodState.Pending) state).problem())
            .filter(Objects::nonNull)
            .map(problem -> problem.reason() + ": " + Text.sentence(problem.message()))
            .findFirst()
            .orElse(null);
    return new Workers(
        WantedReplicas.of(observed, role), ready(observed, role), count.since(), blocked);
  }
}
