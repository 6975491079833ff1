package dev.sluice.operator.snapshot;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.SnapshotDeletionPolicy;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJobSnapshotStatus;
import dev.sluice.operator.observe.SnapshotAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about a snapshot. A driver is asked again until it has answered; another
 * driver is asked in the place of one that is gone, and finds what that has written.
 */
public final class SnapshotLifecycle {
  /** How often a job that can't be asked yet is looked at. */
  static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int LONGEST_LOCATION = 1024;

  private final ObservedSnapshot observed;
  private final SnapshotRecords records;
  private final Instant now;

  private SnapshotLifecycle(ObservedSnapshot observed, Instant now) {
    this.observed = observed;
    this.records = new SnapshotRecords(observed, now);
    this.now = now;
  }

  /** Returns the status to write and the steps to take, in this order. */
  public static SnapshotDecision decide(ObservedSnapshot observed, Instant now) {
    if (observed.deletion() != null) {
      return SnapshotCleanup.decide(observed, observed.deletion(), now);
    }
    var lifecycle = new SnapshotLifecycle(observed, now);
    SnapshotDecision decision =
        observed.status().hasEnded() ? lifecycle.atRest() : lifecycle.onTheWay();
    boolean wanted = observed.spec().deletionPolicy() == SnapshotDeletionPolicy.Delete;
    if (observed.held() == wanted) {
      return decision;
    }
    List<SnapshotAction> actions = new ArrayList<>(List.of(new SnapshotAction.Hold(wanted)));
    actions.addAll(decision.actions());
    return new SnapshotDecision(decision.status(), actions, decision.wake());
  }

  private SnapshotDecision atRest() {
    StreamingJobSnapshotStatus status = observed.status();
    if (status.podName() != null) {
      SnapshotDriver driver = observed.driver();
      boolean isAsked = driver != null && driver.isAskedAbout(observed.data());
      return isAsked
          ? new SnapshotDecision(status, List.of(withdraw(driver)), now.plus(LOOK))
          : new SnapshotDecision(records.withdrawn(), List.of(), now);
    }
    Integer ttl = observed.spec().ttlSecondsAfterFinished();
    String end = status.completionTime();
    if (ttl == null || end == null) {
      return new SnapshotDecision(status, List.of(), null);
    }
    Instant over = Instant.parse(end).plusSeconds(ttl);
    return now.isBefore(over)
        ? new SnapshotDecision(status, List.of(), over)
        : new SnapshotDecision(status, List.of(new SnapshotAction.Delete()), null);
  }

  private SnapshotDecision onTheWay() {
    Instant deadline = observed.created().plusSeconds(observed.spec().deadlineSeconds());
    Optional<SnapshotDecision> end = answered();
    if (end.isPresent()) {
      return end.get();
    }
    if (!now.isBefore(deadline)) {
      return ended(
          records.failed(
              "DeadlineExceeded",
              "Not completed within spec.deadlineSeconds, %d s. %s"
                  .formatted(observed.spec().deadlineSeconds(), lastMessage())));
    }
    SnapshotJob job = observed.job();
    if (job == null) {
      return pending(
          "JobNotFound",
          "There is no StreamingJob %s in this namespace.".formatted(observed.spec().jobName()));
    }
    if (job.over()) {
      return pending(
          "JobEnded", "The job has ended or is being deleted; a snapshot needs a running driver.");
    }
    if (job.suspended()) {
      return pending(
          "JobSuspended", "The job is suspended; resume it, a snapshot needs a running driver.");
    }
    SnapshotDriver driver = job.driver();
    if (driver == null) {
      return pending("DriverNotReady", "The job's driver is not ready.");
    }
    return ask(driver, deadline);
  }

  /** What the driver has said to the request that is recorded, if that ends it. */
  private Optional<SnapshotDecision> answered() {
    StreamingJobSnapshotStatus status = observed.status();
    SnapshotDriver driver = observed.driver();
    if (driver == null
        || !driver.podName().equals(status.podName())
        || status.nextAttemptTime() != null) {
      return Optional.empty();
    }
    return driver
        .answer(SnapshotRequests.take(observed.data(), status.attempts()))
        .flatMap(this::judged);
  }

  private Optional<SnapshotDecision> judged(SnapshotAnswer answer) {
    String path = answer.path();
    SnapshotJob job = observed.job();
    if (answer.state().equals("Completed") && path != null && job != null) {
      String location = job.location().replaceAll("/+$", "") + "/" + path;
      return Optional.of(
          ended(
              location.length() <= LONGEST_LOCATION
                  ? records.completed(answer, location)
                  : records.failed(
                      "LocationTooLong", "Its path is too long for a status: " + location)));
    }
    if (!answer.state().equals("Failed")) {
      return Optional.empty();
    }
    int failures = observed.status().failures();
    if (failures >= observed.spec().backoffLimit()) {
      return Optional.of(
          ended(
              records.failed("WriteFailed", "The driver could not write it: " + answer.message())));
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    return Optional.of(
        new SnapshotDecision(records.failedOnce(next, answer.message()), List.of(), next));
  }

  private SnapshotDecision ask(SnapshotDriver driver, Instant deadline) {
    StreamingJobSnapshotStatus status = observed.status();
    String next = status.nextAttemptTime();
    if (next != null && now.isBefore(Instant.parse(next))) {
      return new SnapshotDecision(status, List.of(), Instant.parse(next));
    }
    boolean again = next != null || !driver.podName().equals(status.podName());
    int attempt = again ? status.attempts() + 1 : status.attempts();
    String request = SnapshotRequests.take(observed.data(), attempt);
    String message =
        driver
            .answer(request)
            .map(SnapshotAnswer::message)
            .orElse("Driver pod " + driver.podName() + " is asked.");
    List<SnapshotAction> actions =
        driver.isAsked(request)
            ? List.of()
            : List.of(new SnapshotAction.Ask(driver.podName(), observed.data(), request));
    Instant look = now.plus(LOOK);
    return new SnapshotDecision(
        records.asked(driver.podName(), attempt, message),
        actions,
        look.isBefore(deadline) ? look : deadline);
  }

  private SnapshotDecision pending(String reason, String message) {
    return new SnapshotDecision(records.pending(reason, message), List.of(), now.plus(LOOK));
  }

  private SnapshotDecision ended(StreamingJobSnapshotStatus status) {
    List<SnapshotAction> actions = new ArrayList<>();
    SnapshotDriver driver = observed.driver();
    if (driver != null && driver.isAskedAbout(observed.data())) {
      actions.add(withdraw(driver));
    }
    boolean failed = status.phase() == SnapshotPhase.Failed;
    JobCondition told = status.conditions().get(failed ? 1 : 0);
    actions.add(
        new SnapshotAction.Tell(
            failed, failed ? "SnapshotFailed" : "SnapshotCompleted", told.message()));
    return new SnapshotDecision(status, actions, now.plus(LOOK));
  }

  private SnapshotAction withdraw(@Nullable SnapshotDriver driver) {
    return new SnapshotAction.Ask(driver == null ? "" : driver.podName(), observed.data(), null);
  }

  private String lastMessage() {
    return observed.status().conditions().stream()
        .filter(condition -> condition.type().equals("Complete"))
        .map(condition -> condition.reason() + ": " + condition.message())
        .findFirst()
        .orElse("");
  }
}
