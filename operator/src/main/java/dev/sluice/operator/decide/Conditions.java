package dev.sluice.operator.decide;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds the next list of conditions; a transition time changes only with the status. */
final class Conditions {
  static final String READY = "Ready";
  static final String RECONCILING = "Reconciling";
  static final String STALLED = "Stalled";
  static final String PROGRESSING = "Progressing";
  static final String ACCEPTED = "Accepted";
  static final String CHECKPOINTS_HEALTHY = "CheckpointsHealthy";
  static final String FENCED = "Fenced";
  static final String CERTIFICATE_CURRENT = "CertificateCurrent";
  static final String PAGES_ROUTED = "PagesRouted";
  static final String SUSPENDED = "Suspended";
  static final String COMPLETE = "Complete";
  static final String FAILED = "Failed";
  static final String ABLE_TO_SCALE = "AbleToScale";
  static final String SCALING_ACTIVE = "ScalingActive";
  static final String SCALING_LIMITED = "ScalingLimited";

  private final List<JobCondition> before;
  private final long generation;
  private final Instant now;
  private final List<JobCondition> next = new ArrayList<>();

  Conditions(List<JobCondition> before, long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now;
  }

  /** Returns whether one of some conditions of a job is true. */
  static boolean isOneTrue(StreamingJobStatus status, Set<String> types) {
    return status.conditions().stream()
        .anyMatch(each -> types.contains(each.type()) && each.status().equals("True"));
  }

  Conditions set(String type, boolean status, String reason, String message) {
    return set(type, status ? "True" : "False", reason, message);
  }

  Conditions unknown(String type, String reason, String message) {
    return set(type, "Unknown", reason, message);
  }

  /** Carries over conditions of some types, as far as there are any. */
  Conditions keep(String... types) {
    List<String> kept = List.of(types);
    before.stream().filter(condition -> kept.contains(condition.type())).forEach(next::add);
    return this;
  }

  /** Carries over every condition that was not set. */
  Conditions keepOthers() {
    List<String> set = next.stream().map(JobCondition::type).toList();
    before.stream().filter(condition -> !set.contains(condition.type())).forEach(next::add);
    return this;
  }

  List<JobCondition> list() {
    return List.copyOf(next);
  }

  private Conditions set(String type, String status, String reason, String message) {
    String time =
        before.stream()
            .filter(condition -> condition.type().equals(type))
            .filter(condition -> condition.status().equals(status))
            .map(JobCondition::lastTransitionTime)
            .findFirst()
            .orElse(now.toString());
    next.add(new JobCondition(type, status, reason, Text.line(message), time, generation));
    return this;
  }
}
