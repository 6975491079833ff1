package dev.sluice.worker.cli;

import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.driver.DriverEnvironment;
import dev.sluice.worker.driver.DriverProcess;
import dev.sluice.worker.driver.place.JobIdentity;
import dev.sluice.worker.driver.place.JobSize;
import dev.sluice.worker.driver.place.RestorePolicy;
import dev.sluice.worker.driver.place.StatePlace;
import dev.sluice.worker.launch.ExitCode;
import dev.sluice.worker.launch.LaunchException;
import dev.sluice.worker.launch.LocalPorts;
import dev.sluice.worker.launch.TemporaryDirectory;
import dev.sluice.worker.manifest.ManifestReader;
import dev.sluice.worker.manifest.StreamingJob;
import dev.sluice.worker.node.WorkerEnvironment;
import dev.sluice.worker.node.WorkerNode;
import dev.sluice.worker.node.WorkerRole;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.S3Access;
import dev.sluice.worker.storage.S3Settings;
import dev.sluice.worker.storage.StoreLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code sluice check}: a driver, an executor and a receiver in this process count a few words over
 * mutual TLS and take a checkpoint, from which a second driver goes on. {@code ./sluice} runs it
 * after a build to archive the classes that a start loads, so it goes the way that the processes of
 * a job go.
 */
@Command(
    name = "check",
    description = "Checks the installation: runs a small job inside this process.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final String HOST = "127.0.0.1";
  private static final Duration VALIDITY = Duration.ofDays(1);
  private static final long TIMEOUT_SECONDS = 30;
  private static final long EXPECTED = 3;
  private static final String MANIFEST =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: check
      spec:
        image: none
        application:
          mainClass: dev.sluice.worker.cli.CheckProgram
          jarURI: local:///none.jar
          args: []
        batchIntervalMillis: 50
        configuration:
          streaming.blockInterval: "50"
        checkpoint:
          location: s3://check/job
          periodSeconds: 1
          retained: 1
        receivers:
          replicas: 1
        executors:
          replicas: 1
      """;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "keep the checkpoint in the bucket \"check\" of this S3 server; credentials are in"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
  private @Nullable URI endpoint;

  @Override
  public Integer call() throws Exception {
    LogbackSetup.quiet();
    var startedAt = System.nanoTime();
    var job = ManifestReader.parse(MANIFEST, "check");
    try (var directory = TemporaryDirectory.create("sluice-check")) {
      var tls = directory.path().resolve("tls");
      JobAuthority.create(job.name(), Instant.now(), VALIDITY).issue(tls);
      var location = location(job, directory.path().resolve("store"));
      requireCounts(count(job, 1, RestorePolicy.MUST_BE_EMPTY, tls, location));
      requireCounts(count(job, 2, RestorePolicy.REQUIRED, tls, location));
    }
    System.out.printf("ok: driver and workers answered in %d ms%n", millisSince(startedAt));
    return ExitCode.DONE;
  }

  private static void requireCounts(long counts) {
    if (counts != EXPECTED) {
      throw new LaunchException(
          ExitCode.JOB_FAILED,
          "the check counted %d words 'call', not %d".formatted(counts, EXPECTED),
          null);
    }
  }

  private static long count(
      StreamingJob job, long epoch, RestorePolicy restore, Path tls, StoreLocation location)
      throws Exception {
    var port = LocalPorts.choose(1).get(0);
    DriverProcess.enter(driver(job, epoch, restore, port, tls, location));
    try (var store = ObjectStores.open(location);
        var files = new JobFiles(S3Access.NONE);
        var executor = WorkerNode.open(worker(job, WorkerRole.EXECUTOR, port, tls), store, files);
        var receiver = WorkerNode.open(worker(job, WorkerRole.RECEIVER, port, tls), store, files)) {
      return run(job, () -> executor.isReady() && receiver.isReady());
    } finally {
      DriverProcess.close();
    }
  }

  private StoreLocation location(StreamingJob job, Path directory) {
    return endpoint == null
        ? new FileLocation(directory)
        : StoreLocation.parse(
            job.checkpoint().location(),
            new S3Settings(endpoint, job.checkpoint().region(), true),
            System.getenv());
  }

  private static DriverEnvironment driver(
      StreamingJob job,
      long epoch,
      RestorePolicy restore,
      int port,
      Path tls,
      StoreLocation location) {
    return new DriverEnvironment(
        new JobIdentity(job.name(), job.name(), "", epoch),
        StatePlace.durable(location, S3Access.NONE, job.checkpoint().retained(), restore),
        JobSize.ofProcesses(job.executorReplicas(), job.mostExecutors(), job.receiverReplicas()),
        null,
        HOST,
        port,
        0,
        tls,
        CheckCommand.class.getClassLoader(),
        (code, line) -> {});
  }

  private static WorkerEnvironment worker(StreamingJob job, WorkerRole role, int port, Path tls) {
    return new WorkerEnvironment(
        job.name(),
        job.name() + "-" + role.word(),
        Set.of(role),
        ControlAddress.parse(HOST + ":" + port),
        HOST,
        0,
        Optional.of(tls),
        "",
        CheckCommand.class.getClassLoader(),
        1,
        WorkerEnvironment.defaultBlockStoreBytes());
  }

  private static long run(StreamingJob job, BooleanSupplier workers) throws Exception {
    try {
      return CheckProgram.run(job.batchIntervalMillis(), TIMEOUT_SECONDS);
    } catch (TimeoutException e) {
      throw new LaunchException(
          ExitCode.UNAVAILABLE,
          "no batch within %d s (workers ready: %s): see the log above"
              .formatted(TIMEOUT_SECONDS, workers.getAsBoolean()),
          e);
    }
  }

  private static long millisSince(long startedAt) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
  }
}
