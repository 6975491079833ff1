package dev.sluice.operator.kubelet;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Builds the statuses that a kubelet writes. */
final class PodStatuses {
  private PodStatuses() {}

  static PodStatus waiting(Pod pod, String reason, String message) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .build();
    return status(pod, "Pending", null, state, false);
  }

  static PodStatus running(Pod pod, String address, boolean ready, Instant started) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewRunning()
            .withStartedAt(text(started))
            .endRunning()
            .build();
    return status(pod, "Running", address, state, ready);
  }

  static PodStatus ended(Pod pod, String address, int exitCode, String message) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(exitCode == 0 ? "Completed" : "Error")
            .withMessage(message)
            .withFinishedAt(text(Instant.now()))
            .endTerminated()
            .build();
    return status(pod, exitCode == 0 ? "Succeeded" : "Failed", address, state, false);
  }

  private static PodStatus status(
      Pod pod, String phase, @Nullable String address, ContainerState state, boolean ready) {
    return new PodStatusBuilder()
        .withPhase(phase)
        .withPodIP(address)
        .withConditions(ready(pod, ready))
        .addNewContainerStatus()
        .withName(pod.getSpec().getContainers().get(0).getName())
        .withReady(ready)
        .withRestartCount(0)
        .withState(state)
        .endContainerStatus()
        .build();
  }

  private static PodCondition ready(Pod pod, boolean ready) {
    String status = ready ? "True" : "False";
    PodStatus before = pod.getStatus();
    String since =
        before == null
            ? text(Instant.now())
            : before.getConditions().stream()
                .filter(found -> found.getType().equals("Ready"))
                .filter(found -> found.getStatus().equals(status))
                .map(PodCondition::getLastTransitionTime)
                .findFirst()
                .orElse(text(Instant.now()));
    return new PodConditionBuilder()
        .withType("Ready")
        .withStatus(status)
        .withLastTransitionTime(since)
        .build();
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
