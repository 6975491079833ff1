package dev.sluice.operator.decide;

import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.Termination;
import dev.sluice.crds.UpgradeMode;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.SnapshotPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of class [D] that has to wait for a snapshot: one that is taken before it (modes
 * Savepoint and BlueGreen), or one that it begins from. What runs goes on meanwhile as if nothing
 * had changed.
 *
 * @param holding what is run until then
 * @param upgrade the change as it stands
 * @param obstacle why it goes nowhere until someone acts; null if it only waits
 * @param actions steps to take
 * @param wake when to look again
 */
record SnapshotGate(
    Target holding,
    UpgradeStatus upgrade,
    @Nullable Phase obstacle,
    List<Action> actions,
    Instant wake) {
  /** How often a snapshot that is waited for is looked at. */
  static final Duration LOOK = Duration.ofSeconds(2);

  private static final Set<EndReason> DELIBERATE = Set.of(EndReason.STOPPED, EndReason.COMPLETED);
  private static final Set<String> WAITING =
      Set.of("TakingSnapshot", "WaitingForSnapshot", "StartingBeside");

  /** Returns the gate that a change to the target has to pass; empty if it is open. */
  static Optional<SnapshotGate> of(ObservedJob observed, Target target, Instant now) {
    StreamingJobStatus status = observed.status();
    DriverStatus driver = status.driver();
    if (target.kind() != Target.Kind.PRESENT
        || driver.epoch() == 0
        || target.name().equals(status.revisions().update())
        || target.revision().job().equals(driver.revision())) {
      return Optional.empty();
    }
    Optional<Target> running = Target.running(observed);
    if (running.isEmpty()) {
      return Optional.empty();
    }
    Optional<Phase> problem = SnapshotStart.problem(observed);
    if (problem.isPresent()) {
      Phase phase = problem.get();
      return Optional.of(
          new SnapshotGate(
              running.get(),
              begun(observed, now).at("WaitingForSnapshot", phase.message()),
              phase.kind() == Phase.Kind.STALLED ? phase : null,
              List.of(),
              now.plus(LOOK)));
    }
    return isAskedFor(observed) ? taking(observed, target, running.get(), now) : Optional.empty();
  }

  /** Returns the snapshot that was completed for a change to the target; null if there is none. */
  static @Nullable String taken(ObservedJob observed, Target target) {
    UpgradeStatus upgrade = observed.status().upgrade();
    String name = upgrade == null ? null : upgrade.snapshot();
    return name != null && name.startsWith(prefix(target)) ? name : null;
  }

  private static Optional<SnapshotGate> taking(
      ObservedJob observed, Target target, Target running, Instant now) {
    String asked = taken(observed, target);
    String name = asked == null ? prefix(target) + now.getEpochSecond() : asked;
    UpgradeStatus upgrade = begun(observed, now).after(name);
    Optional<SnapshotPoint> point = observed.history().snapshot(name);
    if (point.isEmpty()) {
      return Optional.of(
          new SnapshotGate(
              running,
              upgrade.at(
                  "TakingSnapshot",
                  "StreamingJobSnapshot " + name + " is taken before the change."),
              null,
              List.of(new Action.CreateSnapshot(name)),
              now.plus(LOOK)));
    }
    SnapshotPoint found = point.get();
    if (found.phase() == SnapshotPhase.Completed) {
      return Optional.empty();
    }
    String line = "StreamingJobSnapshot " + name + ": " + Text.sentence(found.message());
    Phase obstacle =
        found.phase() == SnapshotPhase.Failed
            ? Phase.stalled(
                "SnapshotFailed",
                line
                    + " The job goes on as before. Delete it to try again, or set"
                    + " spec.upgrade.mode: LastState.")
            : null;
    return Optional.of(
        new SnapshotGate(
            running, upgrade.at("TakingSnapshot", line), obstacle, List.of(), now.plus(LOOK)));
  }

  private static boolean isAskedFor(ObservedJob observed) {
    return observed.spec().upgrade().mode() == UpgradeMode.BlueGreen
        ? BesideStart.isPossible(observed) && BesideStart.needsSnapshot(observed)
        : observed.spec().upgrade().mode() == UpgradeMode.Savepoint && !canNotBeTaken(observed);
  }

  /** A snapshot needs a driver that runs; one that fails again and again has to be replaced. */
  static boolean canNotBeTaken(ObservedJob observed) {
    DriverStatus driver = observed.status().driver();
    Termination end = driver.lastTermination();
    boolean deliberate =
        end != null
            && end.epoch().equals(driver.epoch())
            && DELIBERATE.contains(EndReason.of(end.reason()));
    boolean ready =
        observed.owned(Role.DRIVER).stream()
            .filter(pod -> pod.number() == driver.epoch())
            .anyMatch(ObservedPod::ready);
    return observed.spec().suspend() || deliberate || (!ready && driver.consecutiveFailures() > 0);
  }

  /** Returns the status of a change that waits since an earlier pass, or begins to. */
  static UpgradeStatus begun(ObservedJob observed, Instant now) {
    UpgradeStatus upgrade = observed.status().upgrade();
    return upgrade != null && WAITING.contains(upgrade.step())
        ? upgrade
        : UpgradeStatus.starting(now.toString());
  }

  private static String prefix(Target target) {
    return target.name() + "-";
  }
}
