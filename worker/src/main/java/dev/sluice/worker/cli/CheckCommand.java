package dev.sluice.worker.cli;

import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.driver.DriverEnvironment;
import dev.sluice.worker.driver.DriverProcess;
import dev.sluice.worker.driver.RestorePolicy;
import dev.sluice.worker.launch.ExitCode;
import dev.sluice.worker.launch.LaunchException;
import dev.sluice.worker.launch.LocalPorts;
import dev.sluice.worker.launch.TemporaryDirectory;
import dev.sluice.worker.node.WorkerEnvironment;
import dev.sluice.worker.node.WorkerNode;
import dev.sluice.worker.node.WorkerRole;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/**
 * {@code sluice check}: a driver and a worker in this process count a few words over mutual TLS and
 * take a checkpoint. {@code ./sluice} runs it after a build to archive the classes that a start
 * loads.
 */
@Command(
    name = "check",
    description = "Checks the installation: runs a small job inside this process.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final String NAME = "check";
  private static final String HOST = "127.0.0.1";
  private static final List<String> WORDS = List.of("call", "me", "ishmael", "call", "call");
  private static final Duration VALIDITY = Duration.ofDays(1);
  private static final long TIMEOUT_SECONDS = 30;

  @Override
  public Integer call() throws Exception {
    LogbackSetup.quiet();
    var startedAt = System.nanoTime();
    try (var directory = TemporaryDirectory.create("sluice-check")) {
      var counts = count(directory.path());
      if (counts != 3) {
        throw new LaunchException(
            ExitCode.JOB_FAILED, "the check counted " + counts + " words 'call', not 3", null);
      }
    }
    System.out.printf("ok: driver and worker answered in %d ms%n", millisSince(startedAt));
    return ExitCode.DONE;
  }

  private static long count(Path directory) throws Exception {
    var tls = directory.resolve("tls");
    JobAuthority.create(NAME, Instant.now(), VALIDITY).issue(tls);
    var location = new FileLocation(directory.resolve("store"));
    var port = LocalPorts.choose(1).get(0);
    DriverProcess.enter(
        new DriverEnvironment(
            NAME,
            NAME,
            1,
            HOST,
            port,
            0,
            tls,
            location,
            1,
            RestorePolicy.MUST_BE_EMPTY,
            1,
            0,
            "",
            CheckCommand.class.getClassLoader(),
            (code, line) -> {}));
    try (var store = ObjectStores.open(location);
        var node = WorkerNode.open(worker(port, tls), store)) {
      return run(node);
    } finally {
      DriverProcess.close();
    }
  }

  private static WorkerEnvironment worker(int port, Path tls) {
    return new WorkerEnvironment(
        NAME,
        NAME + "-1",
        EnumSet.allOf(WorkerRole.class),
        ControlAddress.parse(HOST + ":" + port),
        HOST,
        0,
        Optional.of(tls),
        "",
        CheckCommand.class.getClassLoader(),
        1,
        WorkerEnvironment.defaultBlockStoreBytes());
  }

  private static long run(WorkerNode node) throws Exception {
    var result = new CompletableFuture<Long>();
    var queue = new ArrayDeque<List<String>>(List.of(WORDS));
    try (var context =
        new StreamingContext(new SluiceConf().setAppName(NAME), Durations.milliseconds(50))) {
      context
          .queueStream(queue)
          .mapToPair(word -> Tuple2.of(word, 1L))
          .reduceByKey(Long::sum)
          .<Long>updateStateByKey(
              (now, before) -> Optional.of(now.isEmpty() ? before.orElse(0L) : now.get(0)))
          .uid("counts")
          .foreachRDD(
              rdd ->
                  rdd.collect().stream()
                      .filter(pair -> pair._1().equals("call"))
                      .forEach(pair -> result.complete(pair._2())));
      context.start();
      var count = result.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      context.stop(true, true);
      return count;
    } catch (TimeoutException e) {
      throw new LaunchException(
          ExitCode.UNAVAILABLE,
          "no batch within %d s (worker ready: %s): see the log above"
              .formatted(TIMEOUT_SECONDS, node.isReady()),
          e);
    }
  }

  private static long millisSince(long startedAt) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
  }
}
