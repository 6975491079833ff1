package dev.sluice.operator.decide;

import dev.sluice.crds.RestartPolicyType;
import dev.sluice.crds.RestartRuleAction;
import dev.sluice.crds.Termination;
import org.jspecify.annotations.Nullable;

/**
 * How a driver attempt ended and what the user's rules say to it.
 *
 * @param reason why
 * @param exitCode exit code of the container, if it is known
 * @param message one line
 * @param action what the first rule that matches says; null if none does
 */
record DriverEnd(
    EndReason reason,
    @Nullable Integer exitCode,
    String message,
    @Nullable RestartRuleAction action) {

  DriverEnd(EndReason reason, @Nullable Integer exitCode, String message) {
    this(reason, exitCode, message, null);
  }

  static DriverEnd of(Termination end) {
    return new DriverEnd(EndReason.of(end.reason()), end.exitCode(), end.message(), end.action());
  }

  /** Returns whether it lengthens the wait before the next attempt. */
  boolean delays(RestartPolicyType type) {
    return reason.delays()
        || action == RestartRuleAction.Count
        || (reason == EndReason.COMPLETED && type == RestartPolicyType.Always);
  }

  /** Returns whether it counts against the backoff limit. */
  boolean counts() {
    return action == null ? reason.counts() : action == RestartRuleAction.Count;
  }

  /** Returns whether no further attempt is made with the same settings. */
  boolean isFinal() {
    return action == null ? reason.isFinal() : action == RestartRuleAction.FailJob;
  }
}
