package dev.sluice.operator.snapshot;

import dev.sluice.crds.SnapshotDeletionPolicy;
import dev.sluice.operator.observe.SnapshotAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do for a snapshot that is being deleted. Only a driver of the job can delete
 * data, so the object waits for one, and never longer than {@link #LONGEST}.
 */
final class SnapshotCleanup {
  static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final ObservedSnapshot observed;

  private SnapshotCleanup(ObservedSnapshot observed) {
    this.observed = observed;
  }

  static SnapshotDecision decide(ObservedSnapshot observed, Instant deletion, Instant now) {
    if (!observed.held()) {
      return new SnapshotDecision(observed.status(), List.of(), null);
    }
    return new SnapshotCleanup(observed).decide(deletion, now);
  }

  private SnapshotDecision decide(Instant deletion, Instant now) {
    if (observed.spec().deletionPolicy() == SnapshotDeletionPolicy.Retain
        || observed.status().attempts() == 0) {
      return released(null);
    }
    SnapshotJob job = observed.job();
    if (job == null) {
      return released("there is no StreamingJob " + observed.spec().jobName() + " any more");
    }
    String location = observed.status().location();
    if (location != null && !location.startsWith(job.location().replaceAll("/+$", "") + "/")) {
      return released("the job has another checkpoint location now");
    }
    Instant deadline = deletion.plus(LONGEST);
    SnapshotDriver driver = job.driver();
    String request =
        SnapshotRequests.delete(
            observed.data(),
            observed.status().attempts() + 1 + Duration.between(deletion, now).dividedBy(AGAIN));
    boolean deleted =
        driver != null
            && driver.answers().stream().anyMatch(answer -> isDeleted(answer, observed.data()));
    if (deleted) {
      return released(null);
    }
    if (!now.isBefore(deadline)) {
      return released("no driver has deleted it within " + LONGEST.toSeconds() + " s");
    }
    List<SnapshotAction> actions =
        driver == null || driver.isAsked(request)
            ? List.of()
            : List.of(new SnapshotAction.Ask(driver.podName(), observed.data(), request));
    return new SnapshotDecision(observed.status(), actions, now.plus(SnapshotLifecycle.LOOK));
  }

  private static boolean isDeleted(SnapshotAnswer answer, String data) {
    return answer.state().equals("Deleted") && answer.request().startsWith("delete " + data + " ");
  }

  private SnapshotDecision released(@Nullable String left) {
    List<SnapshotAction> actions = new ArrayList<>();
    if (left != null) {
      actions.add(
          new SnapshotAction.Tell(
              true,
              "DataRetained",
              "Its data stays in the store, since %s: savepoints/%s of the job's checkpoint location."
                  .formatted(left, observed.data())));
    }
    SnapshotDriver driver = observed.driver();
    if (driver != null && driver.isAskedAbout(observed.data())) {
      actions.add(new SnapshotAction.Ask(driver.podName(), observed.data(), null));
    }
    actions.add(new SnapshotAction.Hold(false));
    return new SnapshotDecision(observed.status(), actions, null);
  }
}
