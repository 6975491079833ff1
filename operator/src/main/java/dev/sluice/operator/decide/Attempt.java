package dev.sluice.operator.decide;

import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.job.Revision;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedRevision;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What running a target comes to.
 *
 * @param target the target
 * @param driver its driver
 * @param receivers its receivers
 * @param executors its executors
 * @param specs what pods are made from, by the digest of the driver's settings
 */
record Attempt(
    Target target,
    DriverPlan driver,
    WorkerPlan receivers,
    WorkerPlan executors,
    Map<String, StreamingJobSpec> specs) {

  static Attempt of(ObservedJob observed, Target target, Instant now) {
    ObservedJob running = observed.running(target.spec());
    DriverPlan driver = new DriverLifecycle(running, target.revision().job(), now).plan();
    Map<String, StreamingJobSpec> specs = new HashMap<>();
    Revision serving = target.revision();
    String has = driver.status().revision();
    boolean hands = false;
    if (has != null && !has.equals(serving.job())) {
      hands = true;
      Optional<ObservedRevision> old = observed.history().ofDriver(observed.job(), has);
      serving =
          old.map(revision -> revision.revision(observed.job()))
              .orElse(new Revision(has, has, has, has));
      specs.put(
          has,
          old.map(revision -> revision.appliedTo(observed.spec()))
              .map(spec -> JobLocation.applied(spec, observed.status()))
              .orElse(target.spec()));
    }
    specs.put(target.revision().job(), target.spec());
    SuccessionPlan succession = driver.succession();
    boolean startsNext = hands && succession != null && succession.standsBy();
    return new Attempt(
        target,
        driver,
        new WorkerLifecycle(running, Role.RECEIVER, target.revision(), now)
            .plan(driver.phase(), serving, startsNext),
        new WorkerLifecycle(running, Role.EXECUTOR, target.revision(), now)
            .plan(driver.phase(), serving, startsNext),
        Map.copyOf(specs));
  }

  /** Returns whether driver and workers run with the target's settings, and nothing else does. */
  boolean isUpdated() {
    return driver.phase().kind() == Phase.Kind.RUNNING
        && target.revision().job().equals(driver.status().revision())
        && receivers.updated()
        && executors.updated();
  }

  /** Returns what is done with pods, the driver's first. */
  List<Action> actions() {
    return Stream.of(driver.actions(), receivers.actions(), executors.actions())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns where the job stands. */
  Phase phase() {
    Phase blocked = executors.blocked() != null ? executors.blocked() : receivers.blocked();
    if (blocked != null && driver.phase().reason().equals("DriverStarting")) {
      return blocked; // the driver waits for its workers
    }
    if (driver.phase().kind() != Phase.Kind.RUNNING) {
      return driver.phase();
    }
    Phase trouble = executors.trouble() != null ? executors.trouble() : receivers.trouble();
    return trouble == null
        ? new Phase(
            Phase.Kind.RUNNING,
            "Running",
            "The driver, %d receivers and %d executors are ready."
                .formatted(receivers.wanted(), executors.wanted()))
        : trouble;
  }
}
