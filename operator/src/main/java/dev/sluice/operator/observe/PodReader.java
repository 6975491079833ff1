package dev.sluice.operator.observe;

import static java.util.stream.Collectors.toMap;

import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a pod of the API into a value; the phase and waiting reasons come before anything else. */
public final class PodReader {
  private static final Set<String> IMAGE_REASONS =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");
  private static final Set<String> CONFIG_REASONS =
      Set.of(
          "CreateContainerConfigError", "CreateContainerError", "RunContainerError", "StartError");

  private static final int KILLED = 128 + 9;
  private static final Duration PREPARATION = Duration.ofSeconds(8);

  private PodReader() {}

  /** Returns the pod as a value, or empty if its labels do not say what it does. */
  public static Optional<ObservedPod> read(Pod pod, JobIdentity job) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    Optional<Role> role = Role.of(labels.getOrDefault(Labels.ROLE, ""));
    return role.map(found -> read(pod, found, labels, job));
  }

  private static ObservedPod read(Pod pod, Role role, Map<String, String> labels, JobIdentity job) {
    boolean owned =
        pod.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> owner.getUid().equals(job.uid()));
    Map<String, String> annotations =
        Optional.ofNullable(pod.getMetadata().getAnnotations()).orElse(Map.of());
    Instant created = time(pod.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
    String number = role == Role.DRIVER ? Labels.EPOCH : Labels.ATTEMPT;
    return new ObservedPod(
        pod.getMetadata().getName(),
        role,
        owned,
        number(labels.get(number)),
        (int) number(labels.get(Labels.INDEX)),
        labels.getOrDefault(Labels.JOB_REVISION, ""),
        annotations.getOrDefault(Labels.ROLE_REVISION, ""),
        (int) number(annotations.get(Labels.FAILURES)),
        state(pod.getStatus(), created),
        created,
        time(pod.getMetadata().getDeletionTimestamp()).orElse(null),
        pod.getStatus() == null ? null : pod.getStatus().getPodIP(),
        pod.getSpec() != null
            && pod.getSpec().getVolumes().stream()
                .anyMatch(
                    volume ->
                        Labels.CERTIFICATES.equals(volume.getName())
                            && volume.getProjected() != null));
  }

  private static PodState state(@Nullable PodStatus status, Instant created) {
    if (status == null || status.getPhase() == null) {
      return new PodState.Pending(null);
    }
    Optional<ContainerStatus> container =
        status.getContainerStatuses().stream()
            .filter(found -> Labels.CONTAINER.equals(found.getName()))
            .findFirst();
    Optional<ContainerStateTerminated> terminated =
        container.map(ContainerStatus::getState).map(state -> state.getTerminated());
    if (status.getPhase().equals("Failed") || status.getPhase().equals("Succeeded")) {
      return new PodState.Ended(end(status, terminated.orElse(null), created));
    }
    if (terminated.isPresent()) {
      return new PodState.Ended(end(status, terminated.get(), created));
    }
    if (container.map(ContainerStatus::getState).map(state -> state.getRunning()).isEmpty()) {
      return new PodState.Pending(problem(status, container.orElse(null)));
    }
    Optional<PodCondition> ready = condition(status, "Ready");
    boolean isReady = ready.map(found -> found.getStatus().equals("True")).orElse(false);
    Instant since = ready.flatMap(found -> time(found.getLastTransitionTime())).orElse(created);
    return new PodState.Running(isReady, since);
  }

  private static PodEnd end(
      PodStatus status, @Nullable ContainerStateTerminated terminated, Instant created) {
    boolean disrupted =
        condition(status, "DisruptionTarget")
                .map(found -> found.getStatus().equals("True"))
                .orElse(false)
            || Set.of("Evicted", "NodeLost", "NodeShutdown", "Terminated", "Shutdown")
                .contains(text(status.getReason()));
    Map<String, String> conditions =
        status.getConditions().stream()
            .collect(
                toMap(PodCondition::getType, PodCondition::getStatus, (first, second) -> second));
    if (terminated == null) {
      return new PodEnd(
          null,
          text(status.getReason()),
          text(status.getMessage()),
          disrupted,
          conditions,
          created);
    }
    return new PodEnd(
        terminated.getExitCode(),
        text(terminated.getReason()),
        lastWords(terminated),
        disrupted,
        conditions,
        time(terminated.getFinishedAt()).orElse(created));
  }

  /** What a killed process printed last says nothing about its end. */
  private static String lastWords(ContainerStateTerminated terminated) {
    if (!Integer.valueOf(KILLED).equals(terminated.getExitCode())) {
      return LastWords.of(text(terminated.getMessage()));
    }
    return "OOMKilled".equals(terminated.getReason())
        ? "The container was killed for exceeding its memory limit."
        : "The container was killed by signal 9.";
  }

  private static @Nullable PodProblem problem(
      PodStatus status, @Nullable ContainerStatus container) {
    Optional<PodCondition> scheduled = condition(status, "PodScheduled");
    if (scheduled.isPresent() && "Unschedulable".equals(scheduled.get().getReason())) {
      return new PodProblem("Unschedulable", text(scheduled.get().getMessage()));
    }
    if (condition(status, "PodReadyToStartContainers")
        .map(found -> found.getStatus().equals("False"))
        .orElse(false)) {
      return new PodProblem(
          "NotPrepared",
          "its volumes or its network are not ready: look for a missing ConfigMap or Secret"
              + " (spec.configurationFrom, spec.podTemplate) with kubectl describe pod",
          PREPARATION);
    }
    if (container == null || container.getState() == null) {
      return null;
    }
    ContainerStateWaiting waiting = container.getState().getWaiting();
    if (waiting == null || waiting.getReason() == null) {
      return null;
    }
    String message = waiting.getReason() + ": " + text(waiting.getMessage());
    if (IMAGE_REASONS.contains(waiting.getReason())) {
      return new PodProblem("ImagePullFailed", message);
    }
    return CONFIG_REASONS.contains(waiting.getReason())
        ? new PodProblem("ConfigError", message)
        : null;
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    List<PodCondition> conditions = status.getConditions();
    return conditions.stream().filter(found -> found.getType().equals(type)).findFirst();
  }

  private static Optional<Instant> time(@Nullable String text) {
    return Optional.ofNullable(text).map(Instant::parse);
  }

  private static long number(@Nullable String text) {
    return text == null || !text.matches("[0-9]{1,18}") ? 0 : Long.parseLong(text);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
