package dev.sluice.operator.decide;

import dev.sluice.crds.SuccessorStatus;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Removes a new revision that works beside the present one and is not wanted any more. */
final class BesideRemoval {
  private static final String STEP = "RemovingBeside";

  private BesideRemoval() {}

  /** Returns whether a change has come to this. */
  static boolean isUnderWay(UpgradeStatus upgrade) {
    return STEP.equals(upgrade.step());
  }

  /** Plans the job without the new revision, which is not wanted any more and is removed. */
  static Beside plan(ObservedJob observed, Target running, Instant now) {
    SuccessorStatus successor = Objects.requireNonNull(observed.status().successor());
    Attempt present =
        Attempt.of(observed.leaving(successor.revision()::equals), running.alone(), now);
    List<Action> actions = new ArrayList<>(present.driver().actions());
    List<ObservedPod> left =
        Stream.of(Role.DRIVER, Role.RECEIVER, Role.EXECUTOR)
            .flatMap(role -> observed.owned(role).stream())
            .filter(pod -> pod.jobRevision().equals(successor.revision()))
            .toList();
    boolean drains = left.stream().anyMatch(pod -> pod.role() == Role.DRIVER && !pod.ended());
    Instant wake = null;
    for (ObservedPod pod : left) {
      if (pod.role() == Role.DRIVER || !drains) {
        wake = Sweep.delete(pod, observed.spec(), now, actions, wake);
      }
    }
    var plan =
        new SuccessionPlan(
            left.isEmpty() ? null : successor,
            List.of(),
            false,
            false,
            left.size() + " pods of the new revision are left.",
            wake);
    return new Beside(
        Beside.composed(
            present, plan, actions, present.receivers(), present.executors(), present.specs()),
        Beside.judged(plan, successor.revision()),
        false);
  }

  /** Returns the status of a change whose new revision is removed. */
  static @Nullable UpgradeStatus removed(@Nullable UpgradeStatus upgrade, Instant now) {
    boolean told = upgrade != null && (upgrade.rejected() != null || isUnderWay(upgrade));
    return told
        ? upgrade
        : UpgradeStatus.starting(now.toString())
            .at(STEP, "The revision beside the old one is not wanted any more and is removed.");
  }
}
