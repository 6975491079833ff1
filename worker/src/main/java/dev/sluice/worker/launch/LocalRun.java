package dev.sluice.worker.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The life of a local run, from the first process to the driver's end. All decisions are made on
 * the thread that calls {@link #run}; other threads put events into its queue.
 */
final class LocalRun {
  private static final Duration STATUS_PERIOD = Duration.ofMillis(250);

  /** What is shown of a recovery is only as exact as this. */
  private static final Duration STATUS_PERIOD_OF_KILLS = Duration.ofMillis(50);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(90);

  /** Starts of a receiver that never received anything before the run gives up. */
  private static final int RECEIVER_STARTS = 5;

  private static final Slot STORE = new Slot(Role.STORE, 1);
  private static final Slot DRIVER = new Slot(Role.DRIVER, 1);
  private static final Slot COMPANION = new Slot(Role.COMPANION, 1);

  private final ProcessSpecs specs;
  private final Fleet fleet;
  private final BlockingQueue<RunEvent> events;
  private final Console console;
  private final Optional<Duration> duration;
  private final Optional<KillDemonstration> kill;
  private final RunTimer timer;

  private Optional<JobStatus> status = Optional.empty();
  private boolean jobHasRun;
  private boolean stopping;

  LocalRun(
      ProcessSpecs specs,
      Fleet fleet,
      BlockingQueue<RunEvent> events,
      Console console,
      RunOptions options) {
    this.specs = specs;
    this.fleet = fleet;
    this.events = events;
    this.console = console;
    this.timer = new RunTimer(events::add);
    this.duration = options.duration();
    this.kill = options.kill().map(KillDemonstration::new);
  }

  /** {@return the driver's last status, if it ever answered} */
  Optional<JobStatus> lastStatus() {
    return status;
  }

  /**
   * Runs until the job has ended; leaves the processes of the run to the fleet.
   *
   * @return how it ended
   * @throws InterruptedException if the thread is interrupted
   */
  RunOutcome run() throws InterruptedException {
    try {
      fleet.start(STORE);
      var outcome = Optional.<RunOutcome>empty();
      while (outcome.isEmpty()) {
        outcome = handle(events.take());
      }
      return outcome.get();
    } finally {
      timer.close();
    }
  }

  private Optional<RunOutcome> handle(RunEvent event) {
    if (event instanceof RunEvent.ProcessEnded ended) {
      return processEnded(ended);
    }
    if (event instanceof RunEvent.StoreReady) {
      startJob();
    } else if (event instanceof RunEvent.StartDue due) {
      startAgain(due.slot());
    } else if (event instanceof RunEvent.StatusSeen seen) {
      return statusSeen(seen.status());
    } else if (event instanceof RunEvent.StopRequested requested) {
      return stop(requested.reason());
    } else if (event instanceof RunEvent.StopOverdue) {
      return Optional.of(
          new RunOutcome(
              ExitCode.JOB_FAILED,
              "the driver did not stop within %d s and was killed: see %s"
                  .formatted(LONGEST_STOP.toSeconds(), driverLog())));
    }
    return Optional.empty();
  }

  /** Starts the job's processes when the store answers for the first time. */
  private void startJob() {
    if (fleet.attempts(DRIVER) > 0) {
      return;
    }
    startDriver();
    workers().forEach(fleet::start);
    if (specs.job().companion().isPresent()) {
      fleet.start(COMPANION);
    }
    var poll = new StatusPoll(specs.environment().httpPort());
    timer.repeat(
        kill.isPresent() ? STATUS_PERIOD_OF_KILLS : STATUS_PERIOD,
        () -> poll.ask().ifPresent(seen -> events.add(new RunEvent.StatusSeen(seen))));
  }

  private Stream<Slot> workers() {
    var job = specs.job().job();
    return Stream.concat(
        IntStream.rangeClosed(1, job.executorReplicas())
            .mapToObj(number -> new Slot(Role.EXECUTOR, number)),
        IntStream.rangeClosed(1, job.receiverReplicas())
            .mapToObj(number -> new Slot(Role.RECEIVER, number)));
  }

  private void startDriver() {
    specs.state().remember(specs.epoch(fleet.attempts(DRIVER) + 1));
    fleet.start(DRIVER);
  }

  private void startAgain(Slot slot) {
    if (stopping) {
      return;
    }
    if (slot.role() == Role.DRIVER) {
      startDriver();
    } else {
      fleet.start(slot);
    }
  }

  private Optional<RunOutcome> processEnded(RunEvent.ProcessEnded ended) {
    var failures = fleet.ended(ended.slot(), ended.process());
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    var decision =
        RestartDecision.after(ended.slot().role(), ended.exitCode(), failures.get(), jobHasRun);
    if (ended.slot().role() == Role.DRIVER
        && (stopping || decision instanceof RestartDecision.Finished)) {
      return Optional.of(driverOutcome(ended));
    }
    if (decision instanceof RestartDecision.GiveUp) {
      return Optional.of(new RunOutcome(failureCode(ended.exitCode()), reason(ended)));
    }
    if (decision instanceof RestartDecision.Restart restart) {
      var next = ended.slot().attemptName(fleet.attempts(ended.slot()) + 1);
      if (ended.exitCode() != ExitCode.DONE) {
        console.say(
            "%s %s; starting %s"
                .formatted(ended.process().name(), ExitCode.describe(ended.exitCode()), next));
      }
      timer.after(restart.delay(), new RunEvent.StartDue(ended.slot()));
    }
    return Optional.empty();
  }

  private RunOutcome driverOutcome(RunEvent.ProcessEnded ended) {
    return ended.exitCode() == ExitCode.DONE
        ? new RunOutcome(ExitCode.DONE, stopping ? "stopped" : "done")
        : new RunOutcome(failureCode(ended.exitCode()), reason(ended));
  }

  private String reason(RunEvent.ProcessEnded ended) {
    var name = ended.process().name();
    var reason =
        TerminationReason.read(specs.terminationLog(name))
            .or(() -> TerminationReason.lastError(specs.log(name)))
            .orElse(name + " " + ExitCode.describe(ended.exitCode()));
    return "%s (log: %s)".formatted(reason, specs.log(name));
  }

  private static int failureCode(int exitCode) {
    return exitCode == ExitCode.DONE || exitCode > 128 ? ExitCode.JOB_FAILED : exitCode;
  }

  private Optional<RunOutcome> statusSeen(JobStatus seen) {
    status = Optional.of(seen);
    if (!jobHasRun && seen.state().equals("Running")) {
      jobHasRun = true;
      duration.ifPresent(
          limit -> timer.after(limit, new RunEvent.StopRequested("--duration is over")));
    }
    console.progress(ProgressLine.of(seen));
    kill.ifPresent(demonstration -> demonstrate(demonstration, seen));
    return seen.totalRecords() == 0 && seen.failedReceiverStarts() >= RECEIVER_STARTS
        ? Optional.of(
            new RunOutcome(
                ExitCode.UNAVAILABLE,
                "a receiver failed %d times and has received nothing: %s: check that its source answers (log: %s)"
                    .formatted(seen.failedReceiverStarts(), seen.lastReceiverError(), driverLog())))
        : Optional.empty();
  }

  private Path driverLog() {
    return specs.log(DRIVER.attemptName(fleet.attempts(DRIVER)));
  }

  private void demonstrate(KillDemonstration demonstration, JobStatus seen) {
    demonstration
        .recovery(seen)
        .ifPresent(
            millis ->
                console.say(
                    "recovered: batch %d was committed %,d ms after the kill of the %s"
                        .formatted(seen.batchIndex(), millis, demonstration.target().word())));
    if (demonstration.isDue(seen)) {
      fleet
          .running(new Slot(demonstration.target(), 1))
          .ifPresent(
              process -> {
                demonstration.killed(seen, System.currentTimeMillis());
                process.kill();
                console.say(
                    "killed %s (pid %d) with kill -9 after batch %d"
                        .formatted(process.name(), process.pid(), seen.batchIndex()));
              });
    }
  }

  private Optional<RunOutcome> stop(String reason) {
    if (stopping) {
      return Optional.empty();
    }
    stopping = true;
    console.say(reason + ": stopping gracefully (Ctrl-C kills at once)");
    var driver = fleet.running(DRIVER);
    if (driver.isEmpty()) {
      return Optional.of(new RunOutcome(ExitCode.DONE, "stopped"));
    }
    driver.get().terminate();
    timer.after(LONGEST_STOP, new RunEvent.StopOverdue());
    return Optional.empty();
  }

  /** {@return what --kill has to say at the end when it could not show a recovery} */
  Optional<String> unfinishedDemonstration() {
    return kill.filter(demonstration -> demonstration.isWaiting() || demonstration.isPending())
        .map(
            demonstration ->
                demonstration.isWaiting()
                    ? "the job ended before there was a %s to kill after %d batches"
                        .formatted(demonstration.target().word(), KillDemonstration.BATCHES_BEFORE)
                    : "the job ended before a batch showed the recovery");
  }
}
