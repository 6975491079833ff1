package dev.sluice.operator.decide;

import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.RestartPolicy;
import dev.sluice.crds.RestartPolicyType;
import dev.sluice.crds.Termination;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
    return new DriverStatus(
        driver.epoch(),
        pod.name(),
        pod.jobRevision(),
        driver.startedTime() == null ? readySince : driver.startedTime(),
        driver.restarts(),
        healthy ? 0 : driver.consecutiveFailures(),
        readySince,
        null,
        driver.lastTermination());
  }

  /** Returns when a driver that stays ready counts as healthy. */
  static Instant resetTime(String readySince, RestartPolicy policy) {
    return Instant.parse(readySince).plusSeconds(policy.resetAfterSeconds());
  }

  /** Records the end of the newest attempt, once, and when the next one may start. */
  static DriverStatus ended(
      DriverStatus driver,
      EndReason reason,
      @Nullable Integer exitCode,
      String message,
      RestartPolicy policy,
      String seed,
      Instant now) {
    boolean delays =
        reason.delays()
            || (reason == EndReason.COMPLETED && policy.type() == RestartPolicyType.Always);
    String readySince = driver.readySince();
    boolean wasHealthy = readySince != null && !now.isBefore(resetTime(readySince, policy));
    int before = wasHealthy ? 0 : driver.consecutiveFailures();
    int failures = delays ? before + 1 : before;
    Duration delay = delays ? BackoffDelay.after(policy.backoff(), failures, seed) : Duration.ZERO;
    return new DriverStatus(
        driver.epoch(),
        driver.podName(),
        driver.revision(),
        driver.startedTime(),
        driver.restarts(),
        failures,
        null,
        delay.isZero() || reason.isFinal() ? null : now.plus(delay).toString(),
        new Termination(
            driver.epoch(), exitCode, reason.word(), Text.sentence(message), now.toString()));
  }

  /** Records the attempt that is about to be created. */
  static DriverStatus starting(DriverStatus driver, long epoch, String revision) {
    boolean changed = !revision.equals(driver.revision());
    return new DriverStatus(
        epoch,
        null,
        revision,
        null,
        driver.epoch() == 0 ? 0 : driver.restarts() + 1,
        changed ? 0 : driver.consecutiveFailures(),
        null,
        null,
        driver.lastTermination());
  }
}
