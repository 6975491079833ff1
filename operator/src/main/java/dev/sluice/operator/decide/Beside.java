package dev.sluice.operator.decide;

import dev.sluice.crds.BesideStatus;
import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.SuccessorStatus;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.crds.WorkersStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Two sets of pods beside each other (mode BlueGreen): the job as it is, which goes on as if
 * nothing had changed, and a new revision with a log of its own.
 *
 * @param attempt what the job comes to, with the steps for both sets
 * @param fresh the driver of the new revision, as if it were the job's; for judging it
 * @param updated whether the new revision's driver and workers are all ready
 */
record Beside(Attempt attempt, DriverPlan fresh, boolean updated) {
  /** Returns where a new revision works, or is to work, beside the present one. */
  static Optional<BesideStatus> wanted(ObservedJob observed, Target target, Instant now) {
    SuccessorStatus successor = observed.status().successor();
    if (successor == null || successor.beside() == null) {
      return BesideStart.of(observed, target, now);
    }
    return isUnderWay(observed, target, successor)
        ? Optional.of(successor.beside())
        : Optional.empty();
  }

  private static boolean isUnderWay(
      ObservedJob observed, Target target, SuccessorStatus successor) {
    var upgrade = observed.status().upgrade();
    return target.kind() == Target.Kind.PRESENT
        && upgrade != null
        && !BesideRemoval.isUnderWay(upgrade)
        && !observed.spec().suspend()
        && !Conditions.isOneTrue(observed.status(), Set.of(Conditions.COMPLETE))
        && successor.revision().equals(target.revision().job())
        && target.name().equals(observed.status().revisions().update());
  }

  /** Returns whether a new revision works beside the present one, wanted or not. */
  static boolean isThere(ObservedJob observed) {
    SuccessorStatus successor = observed.status().successor();
    return successor != null && successor.beside() != null;
  }

  /** Plans both sets. */
  static Beside of(
      ObservedJob observed, Target running, Target target, BesideStatus where, Instant now) {
    String revision = target.revision().job();
    Attempt present = Attempt.of(observed.leaving(revision::equals), running.alone(), now);
    StreamingJobSpec spec = BesideStart.applied(target.spec(), where);
    SuccessorStatus standby = observed.status().successor();
    if (standby != null && standby.beside() == null) {
      return withoutStandby(observed, present, standby, spec, target, now);
    }
    ObservedJob numbered = observed.withStatus(numbers(observed.status(), present));
    ObservedJob own = numbered.leaving(digest -> !digest.equals(revision)).running(spec);
    SuccessionPlan driver = new BesideDriver(own, revision, where, now).plan(standby);
    List<Action> actions = new ArrayList<>(present.driver().actions());
    actions.addAll(driver.actions());
    DriverPlan fresh = judged(driver, revision);
    WorkerPlan receivers = present.receivers();
    WorkerPlan executors = present.executors();
    boolean updated = false;
    boolean survived = !own.owned(Role.EXECUTOR).isEmpty() || !own.owned(Role.RECEIVER).isEmpty();
    if (driver.standsBy() || survived) {
      WorkerPlan in = workers(own, Role.RECEIVER, target, fresh, now);
      WorkerPlan out = workers(own, Role.EXECUTOR, target, fresh, now);
      updated = driver.complete() && in.updated() && out.updated();
      receivers = both(receivers, in);
      executors = both(executors, out);
    }
    return new Beside(
        composed(present, driver, actions, receivers, executors, specs(present, revision, spec)),
        fresh,
        updated);
  }

  /** A second driver of the present revision has to be gone before there is one of the new one. */
  private static Beside withoutStandby(
      ObservedJob observed,
      Attempt present,
      SuccessorStatus standby,
      StreamingJobSpec spec,
      Target target,
      Instant now) {
    List<Action> actions = new ArrayList<>(present.driver().actions());
    boolean tookOver = present.driver().status().epoch() >= standby.epoch();
    Instant wake = null;
    boolean there = false;
    for (ObservedPod pod : observed.owned(Role.DRIVER)) {
      if (!tookOver && pod.number() == standby.epoch()) {
        there = true;
        List<Action> deletion = new ArrayList<>();
        wake = Sweep.delete(pod, observed.spec(), now, deletion, wake);
        deletion.stream().filter(step -> !actions.contains(step)).forEach(actions::add);
      }
    }
    var plan =
        new SuccessionPlan(
            there ? standby : null,
            List.of(),
            false,
            false,
            "The driver that stands by makes way.",
            wake);
    String revision = target.revision().job();
    return new Beside(
        composed(
            present,
            plan,
            actions,
            present.receivers(),
            present.executors(),
            specs(present, revision, spec)),
        judged(plan, revision),
        false);
  }

  /** Returns whether the new revision has a driver, or had one; else it can't have one yet. */
  boolean begins() {
    SuccessorStatus successor = succession().status();
    return successor != null && successor.beside() != null;
  }

  /** Returns the status of the change at the step that it has come to. */
  UpgradeStatus step(UpgradeStatus upgrade) {
    return UpgradeStep.beside(this, upgrade).of(upgrade);
  }

  SuccessionPlan succession() {
    return Objects.requireNonNull(fresh.succession());
  }

  /** Returns the driver of the new revision as if it were the job's. */
  static DriverPlan judged(SuccessionPlan plan, String revision) {
    SuccessorStatus successor = plan.status();
    DriverStatus driver =
        successor == null || successor.beside() == null
            ? DriverStatus.EMPTY
            : DriverStatus.EMPTY
                .change()
                .epoch(successor.epoch())
                .podName(successor.podName())
                .revision(revision)
                .readySince(successor.standbySince())
                .done();
    Phase phase =
        plan.complete()
            ? new Phase(Phase.Kind.RUNNING, "Running", plan.message())
            : Phase.progressing("DriverStarting", plan.message());
    return new DriverPlan(driver, phase, List.of(), plan.wake(), plan);
  }

  private static WorkerPlan workers(
      ObservedJob own, Role role, Target target, DriverPlan driver, Instant now) {
    return new WorkerLifecycle(own, role, target.revision(), now)
        .plan(driver.phase(), target.revision(), false);
  }

  /** Returns the status with the numbers that the present set has given to new pods. */
  static StreamingJobStatus numbers(StreamingJobStatus status, Attempt present) {
    return status
        .change()
        .driver(present.driver().status())
        .receivers(present.receivers().status())
        .executors(present.executors().status())
        .done();
  }

  /** The present set's workers, and the steps and numbers of those beside them. */
  private static WorkerPlan both(WorkerPlan present, WorkerPlan fresh) {
    List<Action> actions = new ArrayList<>(present.actions());
    actions.addAll(fresh.actions());
    WorkersStatus status = present.status();
    return new WorkerPlan(
        new WorkersStatus(
            status.replicas(),
            status.ready(),
            fresh.status().updated(),
            fresh.status().attempt(),
            status.selector()),
        present.wanted(),
        present.blocked(),
        present.trouble(),
        present.updated(),
        actions,
        Sweep.earlier(present.wake(), fresh.wake()));
  }

  private static Map<String, StreamingJobSpec> specs(
      Attempt present, String revision, StreamingJobSpec spec) {
    Map<String, StreamingJobSpec> specs = new HashMap<>(present.specs());
    specs.put(revision, spec);
    return specs;
  }

  /** Returns the job as it is with the steps for both sets. */
  static Attempt composed(
      Attempt present,
      SuccessionPlan beside,
      List<Action> actions,
      WorkerPlan receivers,
      WorkerPlan executors,
      Map<String, StreamingJobSpec> specs) {
    DriverPlan driver = present.driver();
    return new Attempt(
        present.target(),
        new DriverPlan(
            driver.status(),
            driver.phase(),
            actions,
            Sweep.earlier(driver.wake(), beside.wake()),
            beside),
        receivers,
        executors,
        Map.copyOf(specs));
  }
}
