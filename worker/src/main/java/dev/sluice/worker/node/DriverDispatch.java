package dev.sluice.worker.node;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.ControlListener;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.CopyBlocks;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.RemoveBlocks;
import dev.sluice.worker.control.wire.Waiting;
import dev.sluice.worker.executor.ExecutorRuntime;
import dev.sluice.worker.receiver.ReceiverHost;
import dev.sluice.worker.receiver.ReceiverSettings;
import dev.sluice.worker.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each message of the driver to the part of the worker that it is for. */
final class DriverDispatch implements ControlListener {
  private static final Logger LOG = LoggerFactory.getLogger(DriverDispatch.class);

  private final WorkerEnvironment environment;
  private final BlockStore blocks;
  private final CompletableFuture<WorkerExit> exit;
  private final Optional<Settings> localSettings;
  private @Nullable NodeNetwork network;
  private @Nullable ExecutorRuntime executor;
  private @Nullable ReceiverHost receivers;
  private @Nullable Departure departure;
  private @Nullable BlockCopies copies;
  private final WaitingTime waitingTime;
  private ReceiverSettings receiverSettings;
  private Runnable prepared = () -> {};
  private volatile @Nullable Runnable leaving;

  DriverDispatch(
      WorkerEnvironment environment,
      BlockStore blocks,
      CompletableFuture<WorkerExit> exit,
      Optional<Settings> localSettings,
      Runnable warmUp) {
    this.environment = environment;
    this.blocks = blocks;
    this.exit = exit;
    this.localSettings = localSettings;
    waitingTime = new WaitingTime(environment.roles(), warmUp);
    receiverSettings = ReceiverSettings.of(localSettings.orElseGet(() -> Settings.of(Map.of())));
  }

  // The parts are given before the session is started, so its thread sees them.

  /** Takes what tells a driver that stands by that everything is ready. */
  void prepared(Runnable tell) {
    prepared = tell;
  }

  void network(NodeNetwork part) {
    network = part;
  }

  void executor(ExecutorRuntime part) {
    executor = part;
  }

  void receivers(ReceiverHost part, Departure end) {
    receivers = part;
    departure = end;
  }

  void copies(BlockCopies part) {
    copies = part;
  }

  /** Tells the driver, and each one to come, that this executor was asked to end. */
  void leave(Runnable tell) {
    leaving = tell;
    tell.run();
  }

  @Override
  public Register registration() {
    var register =
        Register.newBuilder()
            .setJobUid(environment.jobUid())
            .setWorkerId(environment.workerId())
            .setHost(environment.bindAddress())
            .setDataPort(network == null ? 0 : network.port())
            .setLanes(executor == null ? 0 : environment.lanes())
            .setProgramDigest(environment.programDigest());
    environment.roles().stream().sorted().map(WorkerRole::wire).forEach(register::addRoles);
    blocks.inventory().stream().map(WireBlocks::toWire).forEach(register::addBlocks);
    if (receivers != null) {
      register.addAllReceivers(receivers.running());
      register.addAllBlocks(receivers.logged());
      register.setLeaving(departure != null && departure.hasBegun());
    }
    return register.build();
  }

  @Override
  public void waits(Waiting likely) {
    waitingTime.use(likely, network, executor, prepared);
  }

  @Override
  public void registered(Registered welcome) {
    if (localSettings.isEmpty()) {
      receiverSettings = ReceiverSettings.of(Settings.of(welcome.getConfigurationMap()));
    }
    if (receivers != null) {
      receivers.registered();
    }
    if (departure != null) {
      departure.registered();
    }
    var leave = leaving;
    if (leave != null) {
      leave.run();
    }
  }

  @Override
  public void received(DriverMessage message) {
    switch (message.getKindCase()) {
      case SHUTDOWN ->
          exit.complete(
              new WorkerExit(
                  message.getShutdown().getExitCode(), message.getShutdown().getReason()));
      case REMOVE_BLOCKS -> removeBlocks(message.getRemoveBlocks());
      case COPY_BLOCKS -> copyBlocks(message.getCopyBlocks());
      default -> {
        if (!toExecutor(message) && !toReceivers(message)) {
          LOG.debug(
              "{} is not for a worker with roles {}", message.getKindCase(), environment.roles());
        }
      }
    }
  }

  @Override
  public boolean isQuick(DriverMessage message) {
    var batch = message.getRunBatch();
    return message.hasRunBatch()
        && executor != null
        && executor.isRunning(batch.getPlan(), batch.getGeneration());
  }

  @Override
  public void disconnected() {
    LOG.info("waiting for a driver with {} blocks", blocks.inventory().size());
  }

  @Override
  public void refused(String reason) {
    exit.complete(new WorkerExit(WorkerExit.REFUSED, "the driver refused this worker: " + reason));
  }

  private boolean toExecutor(DriverMessage message) {
    if (executor == null) {
      return false;
    }
    switch (message.getKindCase()) {
      case INSTALL_PLAN -> executor.install(message.getInstallPlan());
      case INSTALL_BROADCAST -> {
        var broadcast = message.getInstallBroadcast();
        executor.installBroadcast(broadcast.getId(), broadcast.getContent().toByteArray());
      }
      case REMOVE_BROADCAST -> {
        var broadcast = message.getRemoveBroadcast();
        executor.removeBroadcast(broadcast.getId(), broadcast.getForGood());
      }
      case REMOVE_DATA_SET -> executor.removeDataSet(message.getRemoveDataSet().getHold());
      case UNINSTALL_PLAN -> executor.uninstall(message.getUninstallPlan().getPlan());
      case HALT -> executor.halt(message.getHalt().getGeneration());
      case ASSIGN -> assign(executor, message.getAssign());
      case RUN_BATCH -> executor.runBatch(message.getRunBatch());
      case RUN_TASKS -> executor.runTasks(message.getRunTasks());
      case TASK_VERDICT -> executor.judge(message.getTaskVerdict());
      case END_TASKS -> executor.endTasks(message.getEndTasks());
      case RELEASE_HELD -> executor.releaseHeld(message.getReleaseHeld().getBatch());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void assign(ExecutorRuntime runtime, Assign message) {
    if (network != null) {
      network.data().executors(message.getExecutorsList());
    }
    runtime.assign(message);
  }

  private boolean toReceivers(DriverMessage message) {
    if (receivers == null || departure == null) {
      return false;
    }
    switch (message.getKindCase()) {
      case TOPOLOGY -> receivers.topology(message.getTopology());
      case START_RECEIVER -> receivers.start(message.getStartReceiver(), receiverSettings);
      case STOP_RECEIVER -> receivers.stop(message.getStopReceiver());
      case BLOCK_STORED -> receivers.blockStored(message.getBlockStored());
      case HAND_OVER -> departure.handOver(message.getHandOver());
      case SET_RATE -> receivers.setRate(message.getSetRate());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void copyBlocks(CopyBlocks message) {
    if (copies != null) {
      var unused = copies.copy(message.getCopiesList());
    }
  }

  private void removeBlocks(RemoveBlocks message) {
    List<BlockId> ids = message.getIdsList().stream().map(WireBlocks::fromWire).toList();
    var removed = blocks.remove(ids);
    LOG.debug("removed {} of {} blocks", removed, ids.size());
    if (receivers != null) {
      receivers.blocksRemoved(ids);
    }
  }
}
