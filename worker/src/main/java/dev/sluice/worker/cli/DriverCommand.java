package dev.sluice.worker.cli;

import dev.sluice.worker.driver.DriverEnvironment;
import dev.sluice.worker.driver.DriverProcess;
import dev.sluice.worker.driver.place.JobIdentity;
import dev.sluice.worker.driver.place.JobSize;
import dev.sluice.worker.driver.place.RestorePolicy;
import dev.sluice.worker.driver.place.StatePlace;
import dev.sluice.worker.launch.ExitCode;
import dev.sluice.worker.manifest.ManifestReader;
import dev.sluice.worker.manifest.StreamingJob;
import dev.sluice.worker.program.ProgramJar;
import dev.sluice.worker.settings.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sluice driver}: runs the program's main, cuts batches and keeps the log. */
@Command(
    name = "driver",
    description = "Runs as the driver of a job; the environment says of which one.",
    mixinStandardHelpOptions = true)
final class DriverCommand implements Callable<Integer> {
  private static final String PROPERTY_PREFIX = "sluice.";

  private final ProcessEnvironment environment = ProcessEnvironment.ofThisProcess();
  private volatile boolean warmingUp;

  @Override
  public Integer call() throws Exception {
    try {
      run();
      return ExitCode.DONE;
    } catch (Exception e) {
      TerminationLog.write(environment.terminationLog(), Failure.of(e).message());
      throw e;
    }
  }

  private void run() throws ProgramFailedException {
    var files = environment.configurationFiles();
    var before = files.read();
    var job = files.under(ManifestReader.readChecked(environment.jobFile()));
    var jar = ProgramJar.open(job.application().jarUri(), Sluice.class.getClassLoader());
    JobPrograms.requireDigest(job, jar);
    var main =
        ProgramMain.find(job.application().mainClass(), jar.classLoader(), jar.path().toString());
    Interrupts.handle(this::stop, () -> Runtime.getRuntime().halt(Interrupts.EXIT_CODE));
    DriverProcess.enter(driverEnvironment(job, jar));
    if (environment.predecessor().isPresent()) {
      // The predecessor is watched meanwhile; the program's settings and context come after it.
      warmingUp = true;
      var unused = WarmUp.run();
      warmingUp = false;
    }
    setProperties(job);
    DriverProcess.watchConfiguration(() -> files.differFrom(before));
    environment
        .snapshotRequests()
        .map(SnapshotRequestFile::new)
        .ifPresent(requests -> DriverProcess.watchSnapshots(requests::read));
    if (environment.resume().isEmpty() && !environment.restoreRequired()) {
      var choice = new RestoreChoice(job, environment.variables());
      DriverProcess.beforeClaim(() -> choice.apply(environment.jobUid(), environment.epoch()));
    }
    try {
      main.run(job.application().args());
    } finally {
      writeFinalStatus();
      DriverProcess.close();
    }
  }

  private DriverEnvironment driverEnvironment(StreamingJob job, ProgramJar jar) {
    return new DriverEnvironment(
        new JobIdentity(job.name(), environment.jobUid(), jar.digest(), environment.epoch()),
        StatePlace.durable(
            JobPrograms.checkpointLocation(job, environment.variables()),
            JobPrograms.fileAccess(job, environment.variables()),
            job.checkpoint().retained(),
            restorePolicy()),
        JobSize.ofProcesses(job.executorReplicas(), job.mostExecutors(), job.receiverReplicas()),
        environment.predecessor().orElse(null),
        environment.bindAddress(),
        environment.controlPort(),
        environment.httpPort(),
        environment.tlsDirectory().orElse(null),
        jar.classLoader(),
        this::exit);
  }

  private RestorePolicy restorePolicy() {
    if (environment.resume().isPresent()) {
      return environment.resume().get() ? RestorePolicy.IF_PRESENT : RestorePolicy.MUST_BE_EMPTY;
    }
    if (environment.restoreRequired()) {
      return RestorePolicy.REQUIRED;
    }
    return RestorePolicy.IF_PRESENT;
  }

  private static void setProperties(StreamingJob job) {
    job.configuration().forEach((key, value) -> System.setProperty(PROPERTY_PREFIX + key, value));
    if (job.allowsNonRestoredState()) {
      System.setProperty(PROPERTY_PREFIX + Keys.ALLOW_NON_RESTORED_STATE.name(), "true");
    }
    System.setProperty(PROPERTY_PREFIX + "app.name", job.name());
    System.setProperty(
        PROPERTY_PREFIX + "streaming.batchIntervalMillis",
        Long.toString(job.batchIntervalMillis()));
    System.setProperty(
        PROPERTY_PREFIX + "checkpoint.periodSeconds",
        Integer.toString(job.checkpoint().periodSeconds()));
  }

  /** SIGTERM: the main method sees its job end and returns. */
  private void stop() {
    if (warmingUp || DriverProcess.isStandingBy()) {
      exit(ExitCode.DONE, "stood by for another driver and was not needed");
    }
    DriverProcess.stopGracefully();
  }

  /** The engine's way out when the program must not go on, such as another driver's claim. */
  private void exit(int code, String line) {
    System.err.println((code == ExitCode.DONE ? "" : "error: ") + line);
    TerminationLog.write(environment.terminationLog(), line);
    writeFinalStatus();
    Runtime.getRuntime().halt(code);
  }

  private void writeFinalStatus() {
    environment
        .statusFile()
        .ifPresent(
            file -> {
              try {
                Files.writeString(file, DriverProcess.statusJson());
              } catch (IOException e) {
                throw new UncheckedIOException("the last status can't be written to " + file, e);
              }
            });
  }
}
