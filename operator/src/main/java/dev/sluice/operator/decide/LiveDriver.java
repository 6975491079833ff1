package dev.sluice.operator.decide;

import dev.sluice.crds.ConfigChangePolicy;
import dev.sluice.crds.DriverStatus;
import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides about a driver whose pod exists and has not ended. */
final class LiveDriver {
  private static final Duration MOMENT = Duration.ofSeconds(10);
  private static final Phase RUNNING =
      new Phase(Phase.Kind.RUNNING, "Running", "The driver is ready.");

  private final ObservedJob observed;
  private final DriverStatus driver;
  private final ObservedPod pod;
  private final String revision;
  private final Instant now;

  LiveDriver(
      ObservedJob observed, DriverStatus driver, ObservedPod pod, String revision, Instant now) {
    this.observed = observed;
    this.driver = driver;
    this.pod = pod;
    this.revision = revision;
    this.now = now;
  }

  DriverPlan plan(Function<DriverStatus, DriverPlan> replace) {
    Instant lost = Sweep.earlier(silentTime(), overdueTime());
    if (lost != null && !now.isBefore(lost)) {
      return replace.apply(driver);
    }
    if (pod.deletion() != null) {
      String why =
          pod.jobRevision().equals(revision)
              ? "The driver's pod is being deleted; it takes a final checkpoint."
              : "The driver takes a final checkpoint and makes way for the new settings.";
      return new DriverPlan(driver, Phase.progressing("DriverStopping", why), List.of(), lost);
    }
    if (!pod.jobRevision().equals(revision)) {
      if (works()) {
        return handOver(lost);
      }
      return new DriverPlan(
          driver,
          Phase.progressing(
              "DriverStopping",
              "The driver takes a final checkpoint and makes way for the new settings."),
          List.of(new Action.DeletePod(pod.name(), false)),
          null);
    }
    DriverReport report = observed.reportOf(pod.name());
    if (report != null
        && report.configurationChanged()
        && observed.spec().configChangePolicy() == ConfigChangePolicy.Restart) {
      return new DriverPlan(
          driver,
          Phase.progressing(
              "DriverStopping",
              "The driver takes a final checkpoint and makes way for one with the changed"
                  + " configuration."),
          List.of(new Action.DeletePod(pod.name(), false)),
          null);
    }
    List<Action> service = DriverServices.pointed(observed, pod);
    if (pod.ready()) {
      String readySince = driver.readySince();
      Instant reset =
          readySince == null || driver.consecutiveFailures() == 0
              ? null
              : DriverRecords.resetTime(readySince, observed.spec().restartPolicy());
      if (!observed.spec().driver().standby()) {
        return new DriverPlan(driver, RUNNING, service, reset);
      }
      SuccessionPlan standby = new Succession(observed, revision, now).prepare(pod);
      List<Action> actions = new ArrayList<>(service);
      actions.addAll(standby.actions());
      return new DriverPlan(
          driver, RUNNING, actions, Sweep.earlier(reset, standby.wake()), standby);
    }
    Instant deadline = pod.created().plusSeconds(observed.spec().driver().startupDeadlineSeconds());
    boolean late = !now.isBefore(deadline) && driver.startedTime() == null;
    return new DriverPlan(
        driver,
        late ? lateStart() : starting(),
        service,
        Sweep.earlier(Sweep.earlier(lost, late ? null : deadline), pod.problemTime(now)));
  }

  /** Goes on while its successor is made ready, and makes way when nothing is missing. */
  private DriverPlan handOver(@Nullable Instant lost) {
    SuccessionPlan succession = new Succession(observed, revision, now).prepare(pod);
    List<Action> actions = new ArrayList<>(succession.actions());
    if (succession.complete()) {
      actions.add(new Action.DeletePod(pod.name(), false));
    }
    return new DriverPlan(
        driver,
        pod.ready() ? RUNNING : starting(),
        actions,
        Sweep.earlier(succession.wake(), pod.ready() ? null : Sweep.earlier(lost, readySoon())),
        succession);
  }

  /**
   * Returns whether there is something to hand over: it is ready, or was a moment ago and does not
   * say otherwise, since a busy machine can leave some questions of the kubelet unanswered.
   */
  private boolean works() {
    if (pod.ready()) {
      return true;
    }
    DriverReport report = observed.reportOf(pod.name());
    return report == null
        ? driver.startedTime() != null && readySoon() != null
        : report.state().equals("Running");
  }

  /**
   * Returns until when a driver that is not ready may just be slow to answer, if that is to come.
   */
  private @Nullable Instant readySoon() {
    return pod.state() instanceof PodState.Running running
            && now.isBefore(running.since().plus(MOMENT))
        ? running.since().plus(MOMENT)
        : null;
  }

  private Phase starting() {
    if (pod.state() instanceof PodState.Pending) {
      return pod.problem(now)
          .map(
              problem ->
                  Phase.progressing(
                      "Driver" + problem.reason(),
                      "Driver pod " + pod.name() + ": " + Text.sentence(problem.message())))
          .orElseGet(
              () ->
                  Phase.progressing("DriverStarting", "The driver's container is being started."));
    }
    DriverReport report = observed.reportOf(pod.name());
    if (report != null && report.state().equals("Restoring")) {
      return Phase.progressing("DriverRestoring", "The driver restores its state.");
    }
    return Phase.progressing("DriverStarting", "The driver runs and is not ready yet.");
  }

  private Phase lateStart() {
    Phase starting = starting();
    return Phase.stalled(
        "StartupDeadlineExceeded",
        "Not ready within "
            + observed.spec().driver().startupDeadlineSeconds()
            + " s ("
            + starting.reason()
            + "). "
            + starting.message());
  }

  /** Returns when a driver whose pod is being deleted should long have been gone. */
  private @Nullable Instant overdueTime() {
    Instant deletion = pod.deletion();
    return deletion == null ? null : deletion.plus(timeout());
  }

  /**
   * Returns when the driver counts as lost with its node: it had started, and since then neither
   * the operator nor its kubelet has had a sign of life for the whole timeout.
   */
  private @Nullable Instant silentTime() {
    DriverContact contact = observed.contact();
    if (!(pod.state() instanceof PodState.Running running)
        || running.ready()
        || contact == null
        || !contact.podName().equals(pod.name())
        || (contact.report() == null && driver.startedTime() == null)) {
      return null;
    }
    Instant silentSince =
        contact.since().isAfter(running.since()) ? contact.since() : running.since();
    return silentSince.plus(timeout());
  }

  private Duration timeout() {
    return Duration.ofSeconds(observed.spec().driver().unreachableTimeoutSeconds());
  }
}
