package dev.sluice.worker.node;

import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.control.ControlChannels;
import dev.sluice.worker.control.ControlClient;
import dev.sluice.worker.control.wire.Leaving;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.exchange.ExchangeNetwork;
import dev.sluice.worker.executor.BlockFetcher;
import dev.sluice.worker.executor.ExecutorRuntime;
import dev.sluice.worker.executor.ExecutorSettings;
import dev.sluice.worker.receiver.BlockReplicator;
import dev.sluice.worker.receiver.ReceiverHost;
import dev.sluice.worker.security.TlsMaterial;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One worker: its session with the driver, its executor, its receivers and its blocks. It works for
 * drivers, one after the other, until one sends it away. Thread-safe.
 */
public final class WorkerNode implements AutoCloseable {
  /** What workers inside the driver's JVM register with. */
  public static final String LOCAL_JOB_UID = "local";

  private static final String LOCAL_WORKER_ID = "local";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CompletableFuture<WorkerExit> exit = new CompletableFuture<>();
  private final BlockStore blocks;
  private final ControlClient control;
  private final DriverDispatch driver;
  private @Nullable NodeNetwork network;
  private @Nullable Departure departure;
  private boolean closed;

  private WorkerNode(
      WorkerEnvironment environment,
      ObjectStore store,
      JobFiles files,
      Optional<Settings> localSettings,
      Runnable warmUp) {
    var inOneJvm = localSettings.isPresent();
    blocks = new BlockStore(environment.blockStoreBytes());
    driver = new DriverDispatch(environment, blocks, exit, localSettings, warmUp);
    var tls = environment.tlsDirectory().map(TlsMaterial::load);
    control = new ControlClient(new ControlChannels(environment.driver(), tls), driver);
    parts.push(control);
    driver.prepared(control::prepared);
    try {
      if (!inOneJvm) {
        network = NodeNetwork.open(environment, tls, blocks, control);
        parts.push(network);
        driver.network(network);
      }
      var copies = new BlockCopies(blocks, replicator(), control::send);
      driver.copies(copies);
      if (environment.roles().contains(WorkerRole.EXECUTOR)) {
        var executor = executor(environment, store, files);
        parts.push(executor);
        driver.executor(executor);
        if (network != null) {
          network.executor(executor);
        }
      }
      if (environment.roles().contains(WorkerRole.RECEIVER)) {
        var receivers = receivers(environment, store, inOneJvm);
        parts.push(receivers);
        var end = new Departure(receivers, copies, control::send, this::departed);
        driver.receivers(receivers, end);
        if (!environment.roles().contains(WorkerRole.EXECUTOR)) {
          departure = end;
        }
      }
      control.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a worker process.
   *
   * @param store where state is loaded from, and snapshots and received blocks go; the caller
   *     closes it
   * @param files the way to the files of streams and outputs; the caller closes it
   * @throws dev.sluice.worker.settings.PortUnavailableException if the data port cannot be had
   * @throws dev.sluice.worker.security.SecurityFileException if a certificate is missing or wrong
   */
  public static WorkerNode open(WorkerEnvironment environment, ObjectStore store, JobFiles files) {
    return open(environment, store, files, () -> {});
  }

  /**
   * As the other one, for a worker that may have to wait for a driver that stands by.
   *
   * @param warmUp what an executor does meanwhile, by a thread of its own and at most once, before
   *     it says that everything is ready
   */
  public static WorkerNode open(
      WorkerEnvironment environment, ObjectStore store, JobFiles files, Runnable warmUp) {
    ControlChannels.forgetNamesSoon();
    return new WorkerNode(environment, store, files, Optional.empty(), warmUp);
  }

  /**
   * Starts the one worker of a job that runs in this JVM: both roles, blocks by reference, no data
   * plane.
   *
   * @param serverName name of the driver's in-process server
   * @param lanes number of task threads
   */
  public static WorkerNode local(
      String serverName,
      Settings settings,
      ObjectStore store,
      JobFiles files,
      ClassLoader jobClasses,
      int lanes) {
    var environment =
        new WorkerEnvironment(
            LOCAL_JOB_UID,
            LOCAL_WORKER_ID,
            Set.of(WorkerRole.EXECUTOR, WorkerRole.RECEIVER),
            new ControlAddress.InProcess(serverName),
            "localhost",
            0,
            Optional.empty(),
            "",
            jobClasses,
            lanes,
            WorkerEnvironment.defaultBlockStoreBytes());
    return new WorkerNode(environment, store, files, Optional.of(settings), () -> {});
  }

  /** Whether a driver has this worker now. */
  public boolean isReady() {
    return control.isConnected();
  }

  /** Port of the data plane; 0 if it has none. */
  public int dataPort() {
    return network == null ? 0 : network.port();
  }

  /** Done when a driver has sent this worker away or refused it, or it was told to leave. */
  public CompletableFuture<WorkerExit> exit() {
    return exit.copy();
  }

  /** Waits until the worker has ended; it still has to be closed. */
  public WorkerExit awaitExit() {
    return exit.join();
  }

  /**
   * Ends this worker as soon as it can be spared: one that hosts receivers when these have ended
   * between two blocks and what it holds is elsewhere, another one when the driver sends it away.
   * It ends in any case when the grace is over.
   */
  public void leave(Duration grace) {
    if (departure != null) {
      departure.begin();
    } else {
      var leaving = WorkerMessage.newBuilder().setLeaving(Leaving.getDefaultInstance()).build();
      driver.leave(
          () -> {
            // Without a session the next driver is told.
            var unused = control.send(leaving);
          });
    }
    var unused =
        exit.completeOnTimeout(
            new WorkerExit(WorkerExit.DONE, "left without a word of the driver"),
            grace.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Ends everything at once: receivers, tasks, connections. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Parts.closeAll(parts);
    exit.complete(new WorkerExit(WorkerExit.DONE, "closed"));
  }

  private ExecutorRuntime executor(
      WorkerEnvironment environment, ObjectStore store, JobFiles files) {
    ExchangeNetwork exchange = network == null ? ExchangeNetwork.NONE : network.data();
    BlockFetcher fetcher = network == null ? new LocalBlocks(blocks) : network.data();
    return new ExecutorRuntime(
        new ExecutorSettings(environment.workerId(), environment.lanes()),
        store,
        files,
        fetcher,
        exchange,
        environment.jobClasses(),
        control::send);
  }

  private BlockReplicator replicator() {
    return network == null ? new LocalBlocks(blocks) : network.data();
  }

  private void departed() {
    exit.complete(new WorkerExit(WorkerExit.DONE, "its receivers have moved to other workers"));
  }

  private ReceiverHost receivers(
      WorkerEnvironment environment, ObjectStore store, boolean inOneJvm) {
    return new ReceiverHost(
        environment.workerId(),
        inOneJvm,
        environment.jobClasses(),
        blocks,
        replicator(),
        store,
        control::send);
  }
}
