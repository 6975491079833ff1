package dev.sluice.operator.reconcile;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.crds.Termination;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.decide.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what happened between two statuses; pure. */
final class Transitions {
  private static final Set<String> GOOD_WHEN_TRUE =
      Set.of("Ready", "Accepted", "CheckpointsHealthy");
  private static final Set<String> TOLD_WHEN_TRUE =
      Set.of("Stalled", "Complete", "Failed", "Suspended");
  private static final Set<String> TOLD_WHEN_FALSE = Set.of("CertificateCurrent", "PagesRouted");
  private static final Set<String> BAD_WHEN_TRUE = Set.of("Stalled", "Failed");

  private static final String PROGRESSING = "Progressing";
  private static final Set<String> NAMED_BY_REASON =
      Set.of("Ready", "Stalled", PROGRESSING, "CertificateCurrent", "PagesRouted");
  private static final String STARTING = "DriverStarting";

  private Transitions() {}

  static List<JobEvent> between(StreamingJobStatus before, StreamingJobStatus after) {
    List<JobEvent> events = new ArrayList<>();
    Termination end = after.driver().lastTermination();
    if (end != null && !end.equals(before.driver().lastTermination())) {
      EndReason reason = EndReason.of(end.reason());
      boolean warning = reason.delays() || reason == EndReason.UNREACHABLE;
      events.add(
          new JobEvent(
              warning,
              "DriverEnded",
              "Driver attempt %d: %s. %s".formatted(end.epoch(), end.reason(), end.message())));
    }
    SuccessorStatus successor = before.successor();
    if (successor != null && successor.epoch().equals(after.driver().epoch())) {
      events.add(
          new JobEvent(
              false,
              "DriverTookOver",
              "Driver attempt %d took over.".formatted(successor.epoch())));
    } else if (after.driver().epoch() > before.driver().epoch()) {
      events.add(
          new JobEvent(false, STARTING, "Starting driver attempt " + after.driver().epoch() + "."));
    }
    UpgradeStatus upgrade = after.upgrade();
    if (upgrade != null
        && upgrade.startNonce() != null
        && (before.upgrade() == null
            || !upgrade.startNonce().equals(before.upgrade().startNonce()))) {
      events.add(
          new JobEvent(
              false,
              "StartingWithoutState",
              "The new revision starts without state, as spec.upgrade.mode: Stateless says."));
    }
    String resolved = after.restore().resolved();
    if (resolved != null && !after.restore().equals(before.restore())) {
      events.add(
          new JobEvent(
              false,
              "Restored",
              "Driver attempt %d began from %s.".formatted(after.restore().epoch(), resolved)));
    }
    String location = after.checkpoint().location();
    if (location != null && !location.equals(before.checkpoint().location())) {
      events.add(
          new JobEvent(
              false, "LocationMoved", "Log and state of the job are at " + location + " now."));
    }
    ScalingEvents.between(before.autoscaler(), after.autoscaler()).ifPresent(events::add);
    for (JobCondition condition : after.conditions()) {
      if (!condition.reason().equals(STARTING)) {
        told(before, condition)
            .filter(event -> !condition.type().equals(PROGRESSING) || isNews(event, events))
            .ifPresent(events::add);
      }
    }
    return events;
  }

  private static boolean isNews(JobEvent event, List<JobEvent> others) {
    return others.stream().noneMatch(other -> other.message().equals(event.message()));
  }

  private static Optional<JobEvent> told(StreamingJobStatus before, JobCondition condition) {
    Optional<JobCondition> earlier =
        before.conditions().stream()
            .filter(candidate -> candidate.type().equals(condition.type()))
            .findFirst();
    boolean same =
        earlier
            .map(
                found ->
                    found.status().equals(condition.status())
                        && found.reason().equals(condition.reason()))
            .orElse(false);
    if (same) {
      return Optional.empty();
    }
    boolean isTrue = condition.status().equals("True");
    if (condition.type().equals(PROGRESSING)) {
      return isTrue ? Optional.of(event(false, condition)) : Optional.empty();
    }
    if (TOLD_WHEN_TRUE.contains(condition.type())) {
      return isTrue
          ? Optional.of(event(BAD_WHEN_TRUE.contains(condition.type()), condition))
          : Optional.empty();
    }
    if (TOLD_WHEN_FALSE.contains(condition.type())) {
      return isTrue ? Optional.empty() : Optional.of(event(true, condition));
    }
    if (!GOOD_WHEN_TRUE.contains(condition.type()) || condition.status().equals("Unknown")) {
      return Optional.empty();
    }
    boolean wasTrue = earlier.map(found -> found.status().equals("True")).orElse(false);
    boolean warning = !isTrue && isTrouble(condition, wasTrue);
    return Optional.of(event(warning, condition));
  }

  private static boolean isTrouble(JobCondition condition, boolean wasTrue) {
    return wasTrue
        || !condition.type().equals("Ready")
        || condition.reason().endsWith("Failed")
        || condition.reason().endsWith("Error")
        || condition.reason().endsWith("Unschedulable");
  }

  private static JobEvent event(boolean warning, JobCondition condition) {
    String word =
        NAMED_BY_REASON.contains(condition.type())
            ? condition.reason()
            : condition.type().equals("Accepted") && warning ? "NotAccepted" : condition.type();
    String message = condition.message().isEmpty() ? condition.reason() : condition.message();
    return new JobEvent(warning, word, message);
  }
}
