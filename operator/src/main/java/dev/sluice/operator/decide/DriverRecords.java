package dev.sluice.operator.decide;

import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.RestartPolicy;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.crds.Termination;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Duration;
import java.time.Instant;

/** Successive values of the driver's status. */
final class DriverRecords {
  private DriverRecords() {}

  /** Records that the newest attempt's pod was seen alive. */
  static DriverStatus seen(
      DriverStatus driver, ObservedPod pod, RestartPolicy policy, Instant now) {
    String readySince = driver.readySince();
    if (!pod.ready()) {
      readySince = null;
    } else if (readySince == null) {
      readySince = now.toString();
    }
    boolean healthy = readySince != null && !now.isBefore(resetTime(readySince, policy));
    return driver
        .change()
        .podName(pod.name())
        .revision(pod.jobRevision())
        .startedTime(driver.startedTime() == null ? readySince : driver.startedTime())
        .consecutiveFailures(healthy ? 0 : driver.consecutiveFailures())
        .countedFailures(healthy ? 0 : driver.countedFailures())
        .readySince(readySince)
        .nextStartTime(null)
        .done();
  }

  /** Returns when a driver that stays ready counts as healthy. */
  static Instant resetTime(String readySince, RestartPolicy policy) {
    return Instant.parse(readySince).plusSeconds(policy.resetAfterSeconds());
  }

  /** Records the end of the newest attempt, once, and when the next one may start. */
  static DriverStatus ended(
      DriverStatus driver, DriverEnd end, RestartPolicy policy, String seed, Instant now) {
    String readySince = driver.readySince();
    boolean wasHealthy = readySince != null && !now.isBefore(resetTime(readySince, policy));
    int failures = wasHealthy ? 0 : driver.consecutiveFailures();
    int counted = wasHealthy ? 0 : driver.countedFailures();
    Duration delay = Duration.ZERO;
    if (end.delays(policy.type())) {
      failures++;
      delay = BackoffDelay.after(policy.backoff(), failures, seed);
    }
    return driver
        .change()
        .consecutiveFailures(failures)
        .countedFailures(end.counts() ? counted + 1 : counted)
        .readySince(null)
        .nextStartTime(delay.isZero() || end.isFinal() ? null : now.plus(delay).toString())
        .lastTermination(
            new Termination(
                driver.epoch(),
                end.exitCode(),
                end.reason().word(),
                Text.sentence(end.message()),
                end.action(),
                now.toString()))
        .done();
  }

  /** Returns the number for the next attempt, which nothing has carried before. */
  static long nextEpoch(ObservedJob observed) {
    SuccessorStatus successor = observed.status().successor();
    long highest =
        Math.max(observed.status().driver().epoch(), observed.highestNumber(Role.DRIVER));
    return Math.max(highest, successor == null ? 0 : successor.epoch()) + 1;
  }

  /** Records that a driver which stood by has taken over. */
  static DriverStatus takenOver(DriverStatus driver, SuccessorStatus successor) {
    boolean changed = !successor.revision().equals(driver.revision());
    Termination end = driver.lastTermination();
    boolean handed = end == null || end.reason().equals(EndReason.STOPPED.word());
    return driver
        .change()
        .epoch(successor.epoch())
        .podName(successor.podName())
        .revision(successor.revision())
        .startedTime(null)
        .restarts(handed ? driver.restarts() : driver.restarts() + 1)
        .consecutiveFailures(changed ? 0 : driver.consecutiveFailures())
        .countedFailures(changed ? 0 : driver.countedFailures())
        .readySince(null)
        .nextStartTime(null)
        .done();
  }

  /** Records the attempt that is about to be created. */
  static DriverStatus starting(DriverStatus driver, long epoch, String revision) {
    boolean changed = !revision.equals(driver.revision());
    return driver
        .change()
        .epoch(epoch)
        .podName(null)
        .revision(revision)
        .startedTime(null)
        .restarts(driver.epoch() == 0 ? 0 : driver.restarts() + 1)
        .consecutiveFailures(changed ? 0 : driver.consecutiveFailures())
        .countedFailures(changed ? 0 : driver.countedFailures())
        .readySince(null)
        .nextStartTime(null)
        .done();
  }
}
