package dev.sluice.worker.endtoend;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.driver.DriverEnvironment;
import dev.sluice.worker.driver.DriverProcess;
import dev.sluice.worker.driver.place.JobIdentity;
import dev.sluice.worker.driver.place.JobSize;
import dev.sluice.worker.driver.place.RestorePolicy;
import dev.sluice.worker.driver.place.StatePlace;
import dev.sluice.worker.launch.LocalPorts;
import dev.sluice.worker.node.WorkerEnvironment;
import dev.sluice.worker.node.WorkerNode;
import dev.sluice.worker.node.WorkerRole;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.FileObjectStore;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.S3Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A driver and workers as in a cluster, with certificates, sockets and a store between them, inside
 * of this JVM. The next streaming context is the driver's.
 */
public final class OneJvmCluster implements AutoCloseable {
  /** Where all of them listen. */
  public static final String HOST = "127.0.0.1";

  private final Path directory;
  private final int port;
  private final Map<String, WorkerNode> workers = new HashMap<>();

  private OneJvmCluster(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Makes this JVM a driver that waits for so many workers; keeps everything in a directory. */
  public static OneJvmCluster enter(Path directory, int executors, int receivers)
      throws IOException {
    JobAuthority.create("job", Instant.now(), Duration.ofDays(1)).issue(directory.resolve("tls"));
    var cluster = new OneJvmCluster(directory, LocalPorts.choose(1).get(0));
    DriverProcess.enter(
        new DriverEnvironment(
            new JobIdentity("job", "job", "", 1),
            StatePlace.durable(
                new FileLocation(directory.resolve("store")),
                S3Access.NONE,
                1,
                RestorePolicy.MUST_BE_EMPTY),
            JobSize.ofProcesses(executors, executors, receivers),
            null,
            HOST,
            cluster.port,
            0,
            directory.resolve("tls"),
            OneJvmCluster.class.getClassLoader(),
            (code, line) -> {}));
    return cluster;
  }

  public void startExecutor(String name) {
    start(name, WorkerRole.EXECUTOR);
  }

  public void startReceiver(String name) {
    start(name, WorkerRole.RECEIVER);
  }

  private void start(String name, WorkerRole role) {
    workers.put(
        name,
        WorkerNode.open(
            new WorkerEnvironment(
                "job",
                name,
                Set.of(role),
                ControlAddress.parse(HOST + ":" + port),
                HOST,
                0,
                Optional.of(directory.resolve("tls")),
                "",
                OneJvmCluster.class.getClassLoader(),
                1,
                1 << 24),
            store(),
            new JobFiles(S3Access.NONE)));
  }

  public WorkerNode worker(String name) {
    return requireNonNull(workers.get(name));
  }

  /** Ends a worker without a word to anybody. */
  public void kill(String name) {
    requireNonNull(workers.remove(name)).close();
  }

  /** Ends all workers at once. */
  public void killWorkers() {
    List.copyOf(workers.keySet()).forEach(this::kill);
  }

  /** Opens what driver and workers have in common. */
  public FileObjectStore store() {
    return new FileObjectStore(directory.resolve("store"));
  }

  @Override
  public void close() {
    killWorkers();
    DriverProcess.close();
  }
}
