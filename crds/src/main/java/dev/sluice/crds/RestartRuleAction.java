package dev.sluice.crds;

/** What a matching end of the driver leads to; the words of a Job. */
public enum RestartRuleAction {
  /** No further attempt. */
  FailJob,
  /** The next attempt, without counting. */
  Ignore,
  /** The next attempt, counted against backoffLimit. */
  Count
}
