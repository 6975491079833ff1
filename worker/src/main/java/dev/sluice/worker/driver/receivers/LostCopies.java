package dev.sluice.worker.driver.receivers;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockCopy;
import dev.sluice.worker.control.wire.CopyBlocks;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.driver.workers.Workers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has blocks copied whose other holder is gone, so that the next death does not lose them. Owned by
 * the event loop.
 */
public final class LostCopies {
  private static final Logger LOG = LoggerFactory.getLogger(LostCopies.class);

  private final BlockTable blocks;
  private final Workers workers;
  private final Map<BlockId, ReplicaPlan.Copy> underWay = new HashMap<>();

  public LostCopies(BlockTable blocks, Workers workers) {
    this.blocks = blocks;
    this.workers = workers;
  }

  /** Workers have come or gone: asks for the copies that are missing and not yet under way. */
  public void replace() {
    var bereft = blocks.bereft();
    var ids = bereft.stream().map(BlockTable.Held::id).toList();
    underWay.keySet().retainAll(Set.copyOf(ids));
    underWay.values().removeIf(copy -> !isThere(copy.holder()) || !isThere(copy.target()));
    var executors = workers.staying().stream().map(Worker::id).toList();
    var wanted = bereft.stream().filter(block -> !underWay.containsKey(block.id())).toList();
    var orders = new TreeMap<String, CopyBlocks.Builder>();
    for (var copy : ReplicaPlan.of(wanted, executors)) {
      var target = workers.get(copy.target());
      if (target.isPresent() && isThere(copy.holder())) {
        underWay.put(copy.id(), copy);
        orders
            .computeIfAbsent(copy.holder(), any -> CopyBlocks.newBuilder())
            .addCopies(
                BlockCopy.newBuilder()
                    .setId(WireBlocks.toWire(copy.id()))
                    .setTarget(target.get().peer()));
      }
    }
    orders.forEach(
        (holder, order) -> {
          LOG.info(
              "{} blocks are left with {} alone and get another copy",
              order.getCopiesCount(),
              holder);
          workers
              .get(holder)
              .ifPresent(worker -> worker.send(DriverMessage.newBuilder().setCopyBlocks(order)));
        });
  }

  private boolean isThere(String worker) {
    return workers.get(worker).isPresent();
  }
}
