package dev.sluice.worker.driver.receivers;

import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockCopy;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.HandOver;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.driver.workers.Workers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Has receiver workers that end hand over what only they hold. Owned by the event loop. */
final class LeavingWorkers {
  private final BlockTable blocks;
  private final Workers workers;
  private final Set<String> leaving = new HashSet<>();
  private final Set<String> staying = new HashSet<>();

  LeavingWorkers(BlockTable blocks, Workers workers) {
    this.blocks = blocks;
    this.workers = workers;
  }

  /** A worker was told to end. */
  void leaves(Worker worker) {
    leaving.add(worker.id());
  }

  /** The receiver workers that were not told to end. */
  List<Worker> others() {
    return workers.receivers().stream().filter(worker -> !leaving.contains(worker.id())).toList();
  }

  /** A worker is gone. */
  void left(String workerId) {
    leaving.remove(workerId);
    staying.remove(workerId);
  }

  /** Somebody has joined, who may take what others wait to hand over. */
  void tryAgain() {
    List.copyOf(staying).forEach(id -> workers.get(id).ifPresent(this::handOver));
  }

  /** Has a worker without receivers give its blocks away, once somebody is there to take them. */
  void handOver(Worker worker) {
    var executors = workers.executors().stream().map(Worker::id).toList();
    var held = blocks.heldBy(worker.id());
    if (HandOverPlan.mustStay(held, executors)) {
      staying.add(worker.id());
      return;
    }
    staying.remove(worker.id());
    var message = HandOver.newBuilder();
    HandOverPlan.of(held, worker.id(), executors)
        .forEach(
            copy ->
                workers
                    .get(copy.target())
                    .ifPresent(
                        target ->
                            message.addCopies(
                                BlockCopy.newBuilder()
                                    .setId(WireBlocks.toWire(copy.id()))
                                    .setTarget(target.peer()))));
    worker.send(DriverMessage.newBuilder().setHandOver(message));
  }
}
