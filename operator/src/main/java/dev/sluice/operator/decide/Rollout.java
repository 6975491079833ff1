package dev.sluice.operator.decide;

import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.Revisions;
import dev.sluice.crds.RollbackPolicy;
import dev.sluice.crds.Stability;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.crds.Termination;
import dev.sluice.crds.Upgrade;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.observe.ObservedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a change of revision: whether it has failed, and whether going back is safe. */
final class Rollout {
  /** Health that has to do where the driver can't be asked what it has completed. */
  private static final Duration UNASKED = Duration.ofMinutes(5);

  private final ObservedJob observed;
  private final Target target;
  private final Instant now;

  Rollout(ObservedJob observed, Target target, Instant now) {
    this.observed = observed;
    this.target = target;
    this.now = now;
  }

  /** Returns whether a change to the target is under way since an earlier pass. */
  boolean isUnderWay() {
    return observed.status().upgrade() != null
        && target.name().equals(observed.status().revisions().update());
  }

  /**
   * Returns why the target is given up, or empty to go on with it.
   *
   * @param driver what is to become of the driver with the target's settings
   */
  Optional<String> failure(DriverPlan driver) {
    StreamingJobStatus status = observed.status();
    String lastStable = status.revisions().lastStable();
    if (target.kind() != Target.Kind.PRESENT
        || !isUnderWay()
        || isSuspended()
        || lastStable == null
        || lastStable.equals(target.name())) {
      return Optional.empty();
    }
    int most = upgrade().stability().maxRestarts();
    SuccessionPlan succession = driver.succession();
    SuccessorStatus successor = succession == null ? null : succession.status();
    if (successor != null
        && successor.revision().equals(target.revision().job())
        && successor.failures() > most) {
      return Optional.of(Objects.requireNonNullElse(successor.message(), "The driver ended."));
    }
    Termination end = driver.status().lastTermination();
    if (end != null
        && target.revision().job().equals(driver.status().revision())
        && driver.status().countedFailures() > most) {
      return Optional.of(
          "Driver attempt %d: %s. %s".formatted(end.epoch(), end.reason(), end.message()));
    }
    if (driver.phase().reason().equals("DriverImagePullFailed")) {
      return Optional.of(driver.phase().message()); // nothing runs meanwhile
    }
    Instant deadline = deadline();
    return deadline != null && !now.isBefore(deadline)
        ? Optional.of(
            "Not stable within %d s. %s"
                .formatted(
                    upgrade().progressDeadlineSeconds(),
                    Objects.requireNonNullElse(lastMessage(), "")))
        : Optional.empty();
  }

  /** Returns when a change that is under way has taken too long. */
  @Nullable Instant deadline() {
    UpgradeStatus upgrade = observed.status().upgrade();
    String start = upgrade == null ? null : upgrade.startTime();
    return start == null || !isUnderWay()
        ? null
        : Instant.parse(start).plusSeconds(Math.max(upgrade().progressDeadlineSeconds(), least()));
  }

  /** Returns twice the seconds that a revision needs for what it has to complete. */
  private long least() {
    Stability stability = upgrade().stability();
    long batches =
        (long) stability.minCompletedBatches() * observed.spec().batchIntervalMillis() / 1000;
    long checkpoints =
        (long) stability.minCompletedCheckpoints() * observed.spec().checkpoint().periodSeconds();
    return 2 * (stability.minHealthySeconds() + Math.max(batches, checkpoints));
  }

  /** Returns whether a change has been under way for longer than the user allows. */
  boolean isOverdue() {
    Instant deadline = deadline();
    return deadline != null
        && !now.isBefore(deadline)
        && target.kind() == Target.Kind.PRESENT
        && !isSuspended();
  }

  private boolean isSuspended() {
    UpgradeStatus upgrade = observed.status().upgrade();
    return observed.spec().suspend() || (upgrade != null && "Suspended".equals(upgrade.step()));
  }

  /** Returns whether the operator goes back by itself. */
  boolean goesBack() {
    return upgrade().rollback() == RollbackPolicy.Auto;
  }

  /** Returns why going back would lose what the target has written, or empty if it would not. */
  Optional<String> loss(Target back) {
    StreamingJobStatus status = observed.status();
    UpgradeStatus upgrade = status.upgrade();
    boolean began =
        (upgrade != null && upgrade.firstBatch() != null)
            || (target.revision().job().equals(status.driver().revision())
                && status.restore().resolved() != null
                && Objects.equals(status.restore().epoch(), status.driver().epoch()));
    boolean sameDriver = target.revision().job().equals(back.revision().job());
    if (!began || sameDriver) {
      return Optional.empty();
    }
    if (!target.spec().checkpoint().location().equals(back.spec().checkpoint().location())) {
      return Optional.of("it has written its state to another location");
    }
    if (target.startNonce() != null) {
      return Optional.of("it has started without state (spec.upgrade.mode: Stateless)");
    }
    return target.spec().restore().from() == RestoreFrom.Latest
        ? Optional.empty()
        : Optional.of(
            "it did not go on from the newest checkpoint but from spec.restore.from: "
                + target.spec().restore().from());
  }

  /** Returns the status of the change after this pass; null when the target is stable. */
  @Nullable UpgradeStatus next(DriverPlan driver, boolean updated) {
    UpgradeStatus upgrade = observed.status().upgrade();
    if (!isUnderWay()) {
      boolean begins = !target.name().equals(observed.status().revisions().update());
      return begins
          ? step(driver)
              .of(
                  UpgradeStatus.starting(now.toString())
                      .after(SnapshotGate.taken(observed, target))
                      .startingEmpty(target.startNonce()))
          : null;
    }
    UpgradeStatus counted = counting(Objects.requireNonNull(upgrade), driver);
    if (target.kind() == Target.Kind.ROLLED_BACK) {
      return updated || "RolledBack".equals(counted.step())
          ? counted.at("RolledBack", Objects.requireNonNullElse(counted.rejection(), ""))
          : counted.at("RollingBack", step(driver).message());
    }
    if (observed.spec().suspend()) {
      return counted.at("Suspended", "Goes on when the job is resumed.");
    }
    if ("Suspended".equals(counted.step())) {
      return UpgradeStatus.starting(now.toString()).startingEmpty(target.startNonce());
    }
    if (isStable(counted, driver, updated)) {
      return null;
    }
    return (updated ? UpgradeStep.stabilizing(upgrade().stability()) : step(driver)).of(counted);
  }

  /** Returns the names of the revisions after this pass. */
  Revisions revisions(@Nullable UpgradeStatus next, boolean updated) {
    Revisions before = observed.status().revisions();
    boolean first = before.current() == null;
    boolean stable = next == null && target.kind() == Target.Kind.PRESENT;
    return new Revisions(
        first || updated ? target.name() : before.current(),
        target.name(),
        stable ? target.name() : before.lastStable());
  }

  private UpgradeStatus counting(UpgradeStatus upgrade, DriverPlan driver) {
    var report = observed.reportOf(driver.status().podName());
    if (upgrade.firstBatch() != null
        || report == null
        || report.batch() == null
        || !target.revision().job().equals(driver.status().revision())) {
      return upgrade;
    }
    var completed = report.lastCompleted();
    return upgrade.counting(report.batch().index(), completed == null ? 0 : completed.id());
  }

  private boolean isStable(UpgradeStatus upgrade, DriverPlan driver, boolean updated) {
    if (driver.phase().kind() == Phase.Kind.COMPLETE) {
      return true;
    }
    String ready = driver.status().readySince();
    Long firstBatch = upgrade.firstBatch();
    Long firstCheckpoint = upgrade.firstCheckpoint();
    var report = observed.reportOf(driver.status().podName());
    if (updated && ready != null && report == null) {
      return !now.isBefore(Instant.parse(ready).plus(UNASKED));
    }
    if (!updated
        || ready == null
        || firstBatch == null
        || firstCheckpoint == null
        || report == null
        || report.batch() == null) {
      return false;
    }
    Stability stability = upgrade().stability();
    var completed = report.lastCompleted();
    long checkpoints = (completed == null ? 0 : completed.id()) - firstCheckpoint;
    return !now.isBefore(healthyTime(upgrade, ready))
        && report.batch().index() - firstBatch >= stability.minCompletedBatches()
        && checkpoints >= stability.minCompletedCheckpoints();
  }

  private Instant healthyTime(UpgradeStatus upgrade, String ready) {
    Instant since = Instant.parse(ready);
    String start = upgrade.startTime();
    Instant begun = start == null ? since : Instant.parse(start);
    return (since.isAfter(begun) ? since : begun)
        .plusSeconds(upgrade().stability().minHealthySeconds());
  }

  /** Returns when to look again whether the target is stable or has failed. */
  @Nullable Instant wake(@Nullable UpgradeStatus next, DriverPlan driver) {
    if (next == null || target.kind() != Target.Kind.PRESENT) {
      return null;
    }
    Instant deadline = deadline();
    String ready = driver.status().readySince();
    Instant healthy = ready == null ? null : healthyTime(next, ready);
    if (ready != null && observed.reportOf(driver.status().podName()) == null) {
      healthy = Instant.parse(ready).plus(UNASKED);
    }
    return Sweep.earlier(
        deadline == null || !now.isBefore(deadline) ? null : deadline,
        healthy == null || !now.isBefore(healthy) ? null : healthy);
  }

  private UpgradeStep step(DriverPlan driver) {
    return UpgradeStep.handingOver(driver, target.revision().job());
  }

  private @Nullable String lastMessage() {
    UpgradeStatus upgrade = observed.status().upgrade();
    return upgrade == null || upgrade.message() == null
        ? null
        : upgrade.step() + ": " + upgrade.message();
  }

  private Upgrade upgrade() {
    return observed.spec().upgrade();
  }
}
