package dev.sluice.operator.decide;

import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.RestartPolicy;
import dev.sluice.crds.RestartPolicyType;
import dev.sluice.crds.RestartRuleAction;
import dev.sluice.crds.Termination;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the end of the newest driver attempt leads to. */
sealed interface Verdict {
  /**
   * Another attempt.
   *
   * @param time not before this time; null for at once
   */
  record Restart(@Nullable Instant time) implements Verdict {}

  /**
   * No further attempt until the spec changes.
   *
   * @param phase why
   */
  record Rest(Phase phase) implements Verdict {}

  /** Judges the recorded end of the newest attempt, which runs with the current settings. */
  static Verdict of(DriverStatus driver, Termination end, RestartPolicy policy) {
    DriverEnd ended = DriverEnd.of(end);
    EndReason reason = ended.reason();
    RestartPolicyType type = policy.type();
    if (reason == EndReason.STOPPED) {
      return new Restart(null);
    }
    if (reason == EndReason.COMPLETED && type != RestartPolicyType.Always) {
      return rest(Phase.Kind.COMPLETE, "Complete", "The program ended.");
    }
    if (ended.isFinal()) {
      return finalEnd(reason, end);
    }
    if (type == RestartPolicyType.Never && ended.action() != RestartRuleAction.Ignore) {
      return rest(Phase.Kind.FAILED, reason.word(), end.message());
    }
    if (ended.counts() && exceeds(driver.countedFailures(), policy.backoffLimit())) {
      return rest(
          Phase.Kind.FAILED,
          "BackoffLimitExceeded",
          "Failed " + driver.countedFailures() + " times in a row; last: " + end.message());
    }
    String next = driver.nextStartTime();
    return new Restart(next == null ? null : Instant.parse(next));
  }

  private static Rest finalEnd(EndReason reason, Termination end) {
    if (end.action() == RestartRuleAction.FailJob) {
      return rest(
          Phase.Kind.FAILED,
          "FailedByRule",
          "A rule of spec.restartPolicy fails the job on this end (%s). %s"
              .formatted(reason.word(), end.message()));
    }
    if (reason == EndReason.NO_RESTORE_POINT) {
      return new Rest(
          Phase.stalled(
              reason.word(),
              end.message()
                  + " Bring the checkpoint back, or set spec.restore.from to Empty with another"
                  + " spec.restore.nonce to start without state."));
    }
    return rest(Phase.Kind.FAILED, reason.word(), end.message());
  }

  private static boolean exceeds(int failures, int limit) {
    return limit >= 0 && failures > limit;
  }

  private static Rest rest(Phase.Kind kind, String reason, String message) {
    return new Rest(new Phase(kind, reason, message));
  }
}
