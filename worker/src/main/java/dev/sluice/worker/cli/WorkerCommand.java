package dev.sluice.worker.cli;

import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.http.HttpAnswer;
import dev.sluice.worker.http.HttpEndpoints;
import dev.sluice.worker.http.HttpRoutes;
import dev.sluice.worker.http.HttpToken;
import dev.sluice.worker.launch.ExitCode;
import dev.sluice.worker.manifest.ManifestReader;
import dev.sluice.worker.manifest.StreamingJob;
import dev.sluice.worker.node.WorkerEnvironment;
import dev.sluice.worker.node.WorkerNode;
import dev.sluice.worker.node.WorkerRole;
import dev.sluice.worker.program.ProgramJar;
import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStores;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice worker}: runs tasks and holds state, or hosts receivers. */
@Command(
    name = "worker",
    description = "Runs as a worker of a job; the environment says of which one.",
    mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);

  @Option(
      names = "--role",
      paramLabel = "executor|receiver",
      required = true,
      converter = WorkerRoleConverter.class,
      description = "what it does; may be given twice")
  private Set<WorkerRole> roles;

  private final ProcessEnvironment environment = ProcessEnvironment.ofThisProcess();

  /** Made by the command line's parser, which sets the roles. */
  WorkerCommand() {
    this(EnumSet.noneOf(WorkerRole.class));
  }

  WorkerCommand(Set<WorkerRole> roles) {
    this.roles = roles;
  }

  @Override
  public Integer call() throws Exception {
    try {
      return run();
    } catch (Exception e) {
      TerminationLog.write(environment.terminationLog(), Failure.of(e).message());
      throw e;
    }
  }

  private int run() throws Exception {
    var job =
        environment.configurationFiles().under(ManifestReader.readChecked(environment.jobFile()));
    try (var jar = ProgramJar.open(job.application().jarUri(), Sluice.class.getClassLoader());
        var store =
            ObjectStores.open(JobPrograms.checkpointLocation(job, environment.variables()));
        var files = new JobFiles(JobPrograms.fileAccess(job, environment.variables()));
        var node = WorkerNode.open(workerEnvironment(job, jar), store, files, WarmUp::run);
        var http = openHttp(node)) {
      LOG.info("health on port {}, data on port {}", http.port(), node.dataPort());
      Interrupts.handle(
          () -> node.leave(environment.drainTimeout()),
          () -> Runtime.getRuntime().halt(Interrupts.EXIT_CODE));
      var exit = node.awaitExit();
      TerminationLog.write(environment.terminationLog(), exit.line());
      if (exit.code() != ExitCode.DONE) {
        System.err.println("error: " + exit.line());
      }
      return exit.code();
    }
  }

  private WorkerEnvironment workerEnvironment(StreamingJob job, ProgramJar jar) {
    JobPrograms.requireDigest(job, jar);
    return new WorkerEnvironment(
        environment.jobUid(),
        environment.workerId(),
        roles,
        ControlAddress.parse(environment.driverAddress()),
        environment.bindAddress(),
        environment.dataPort(),
        environment.tlsDirectory(),
        jar.digest(),
        jar.classLoader(),
        lanes(job),
        WorkerEnvironment.defaultBlockStoreBytes());
  }

  private static int lanes(StreamingJob job) {
    return Settings.of(job.configuration())
        .get(Keys.EXECUTOR_CORES)
        .map(Math::toIntExact)
        .orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  private HttpEndpoints openHttp(WorkerNode node) {
    return HttpEndpoints.open(
        environment.bindAddress(),
        environment.httpPort(),
        HttpRoutes.none()
            .open("/healthz", unused -> HttpAnswer.text("alive\n"))
            .open("/readyz", unused -> HttpAnswer.ready(node.isReady())),
        HttpToken.none());
  }
}
