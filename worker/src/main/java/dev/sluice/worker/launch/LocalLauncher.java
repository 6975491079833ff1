package dev.sluice.worker.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.worker.manifest.ManifestReader;
import dev.sluice.worker.manifest.StreamingJob;
import dev.sluice.worker.security.JobAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs one job from its manifest as local processes, as {@code sluice run} does: embedded S3
 * server, driver, executors, receivers and the manifest's companion.
 */
public final class LocalLauncher {
  private static final Duration CERTIFICATE_VALIDITY = Duration.ofDays(365);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunOptions options;
  private final StateExport export;
  private final Console console;
  private final BlockingQueue<RunEvent> events = new LinkedBlockingQueue<>();

  /**
   * Creates a launcher.
   *
   * @param options what the user asked for
   * @param export reads the final state
   * @param out where the job's output and the progress go
   */
  public LocalLauncher(RunOptions options, StateExport export, OutputStream out) {
    this.options = options;
    this.export = export;
    this.console = new Console(out, options.terminal(), System::nanoTime);
  }

  /**
   * Asks the run to end gracefully. May be called by any thread, at any time.
   *
   * @param reason shown to the user
   */
  public void stop(String reason) {
    events.add(new RunEvent.StopRequested(reason));
  }

  /**
   * Runs the job to its end. Called once; when it returns or throws, no process is left.
   *
   * @return the exit code; 0 when the input was processed or the job was stopped
   * @throws LaunchException if it can't start, or has failed; one line
   * @throws InterruptedException if the thread is interrupted
   */
  public int run() throws InterruptedException {
    var job = ManifestReader.read(options.manifest());
    options.output().ifPresent(LocalLauncher::requireWritable);
    var installation = Installation.find();
    var ports = LocalPorts.choose(4);
    var httpPort = LocalPorts.given(options.httpPort(), "--http-port", ports.get(2));
    var local = LocalJob.of(job, options.manifest(), ports.get(3));
    var root =
        options
            .state()
            .orElse(local.directory().resolve(".sluice").resolve(job.name()))
            .toAbsolutePath()
            .normalize();
    try (var state = StateDirectory.open(root, job.name(), options.resume())) {
      var environment =
          new JobEnvironment(
              state.previous().uid(),
              state.manifest(),
              state.tls(),
              "local" + randomHex(8),
              randomHex(24),
              ports.get(0),
              ports.get(1),
              httpPort,
              options.resume(),
              options.debug());
      return run(local, installation, state, environment);
    }
  }

  private int run(
      LocalJob local, Installation installation, StateDirectory state, JobEnvironment environment)
      throws InterruptedException {
    announce(local.job(), state, environment);
    var specs =
        new ProcessSpecs(
            installation,
            local,
            environment,
            state,
            state.previous().epoch() + 1,
            line -> {
              if (line.startsWith("listening ")) {
                events.add(new RunEvent.StoreReady());
              }
            },
            console::job,
            HeapSize.megabytes(local.job()));
    var fleet = new Fleet(specs::of, events::add, System::nanoTime);
    var startedAt = System.nanoTime();
    try {
      prepare(local, state, environment);
      var run = new LocalRun(specs, fleet, events, console, options);
      var outcome = run.run();
      fleet.stopAllBut(Role.STORE);
      console.endProgress();
      return conclude(run, outcome, specs, Duration.ofNanos(System.nanoTime() - startedAt));
    } finally {
      fleet.stopAllBut(null);
    }
  }

  private static void prepare(LocalJob local, StateDirectory state, JobEnvironment environment) {
    JobAuthority.create(environment.uid(), Instant.now(), CERTIFICATE_VALIDITY).issue(state.tls());
    try {
      Files.writeString(
          state.manifest(), local.render(environment.storeEndpoint()).toPrettyString());
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.UNAVAILABLE, "%s can't be written: %s".formatted(state.manifest(), e), e);
    }
  }

  private void announce(StreamingJob job, StateDirectory state, JobEnvironment environment) {
    console.say(
        "%s: driver, %s, %s and an S3 server as local processes; a batch every %d ms"
            .formatted(
                job.name(),
                count(job.executorReplicas(), Role.EXECUTOR),
                count(job.receiverReplicas(), Role.RECEIVER),
                job.batchIntervalMillis()));
    console.say(
        "state in %s (logs in %s); the next run %s"
            .formatted(
                state.root(),
                state.root().relativize(state.logs()),
                "starts clean unless it has --resume"));
    console.say("what it does, for browsers: " + StatusPoll.pages(environment.httpPort()));
  }

  private static String count(int number, Role role) {
    return number + " " + role.word() + (number == 1 ? "" : "s");
  }

  private int conclude(LocalRun run, RunOutcome outcome, ProcessSpecs specs, Duration elapsed) {
    run.unfinishedDemonstration().ifPresent(console::say);
    if (!outcome.isSuccess()) {
      throw new LaunchException(outcome.exitCode(), outcome.message(), null);
    }
    options.output().ifPresent(file -> writeOutput(file, specs));
    var status = finalStatus(specs.finalStatus()).or(run::lastStatus);
    console.say(outcome.message() + ": " + Summary.of(status, elapsed));
    options.output().ifPresent(file -> console.say("final counts in " + file));
    return outcome.exitCode();
  }

  private static Optional<JobStatus> finalStatus(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JobStatus.of(JSON.readTree(Files.readString(file, UTF_8))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the last one that was polled has to do
    }
  }

  private void writeOutput(Path file, ProcessSpecs specs) {
    var target = file.toAbsolutePath();
    var environment = specs.environment();
    var source =
        new StateExport.Source(
            specs.job().location(),
            environment.storeEndpoint(),
            environment.accessKey(),
            environment.secretKey());
    try {
      var unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
      try (var out = Files.newOutputStream(unfinished)) {
        export.write(source, options.outputUid(), out);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.UNAVAILABLE, "the output can't be written to %s: %s".formatted(file, e), e);
    }
  }

  private static void requireWritable(Path file) {
    var parent = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
      throw new LaunchException(
          ExitCode.BAD_CONFIGURATION,
          "--output %s can't be written: give a file in a directory that exists".formatted(file));
    }
  }

  private static String randomHex(int bytes) {
    var random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
