package dev.sluice.worker.driver.receivers;

import static dev.sluice.worker.driver.receivers.ReceiverMessages.removeFrom;

import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.BlockStored;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.writeahead.SegmentCleaner;
import dev.sluice.worker.writeahead.SegmentRange;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in the blocks that receivers store, or refuses them. Owned by the event loop. */
final class BlockIntake {
  private static final Logger LOG = LoggerFactory.getLogger(BlockIntake.class);

  private final StreamReceivers receivers;
  private final Inputs inputs;
  private final BlockTable blocks;
  private final SegmentCleaner segments;
  private final IntConsumer startOver;
  private final ObjLongConsumer<String> blocksLost;

  /**
   * Makes the intake of a job.
   *
   * @param startOver called with the number of a receiver that has to begin again
   * @param blocksLost called with the uid of a source and the number of blocks that are gone
   */
  BlockIntake(
      StreamReceivers receivers,
      Inputs inputs,
      BlockTable blocks,
      SegmentCleaner segments,
      IntConsumer startOver,
      ObjLongConsumer<String> blocksLost) {
    this.receivers = receivers;
    this.inputs = inputs;
    this.blocks = blocks;
    this.segments = segments;
    this.startOver = startOver;
    this.blocksLost = blocksLost;
  }

  /** Takes in a block, and tells its receiver so; returns false if it was refused. */
  boolean take(Worker worker, BlockAdded message) {
    var info = WireBlocks.fromWire(message.getBlock());
    var known = blocks.knows(info.id());
    if (!known && !receivers.isCurrent(info.id())) {
      LOG.warn("refused {}: its receiver was replaced", info.id());
      removeFrom(worker, List.of(info.id()));
      return false;
    }
    if (!known && !isNext(info)) {
      LOG.warn("refused {}: blocks that its receiver does not know of come before it", info.id());
      startOver.accept(info.id().stream());
      removeFrom(worker, List.of(info.id()));
      return false;
    }
    if (!known) {
      reportGap(info);
    }
    if (known || inputs.stream(info.id().stream()).filter(input -> input.add(info)).isPresent()) {
      message.getWorkerIdsList().forEach(holder -> blocks.add(info, holder));
      if (message.getBlock().hasSegment()) {
        logged(info, WireBlocks.fromWire(message.getBlock().getSegment()));
      }
    }
    worker.send(
        DriverMessage.newBuilder()
            .setBlockStored(BlockStored.newBuilder().setId(message.getBlock().getId())));
    return true;
  }

  /** Whether a block follows the last one of its stream, or one that was lost. */
  private boolean isNext(BlockInfo info) {
    return inputs.stream(info.id().stream()).filter(input -> input.isNext(info)).isPresent();
  }

  private void reportGap(BlockInfo info) {
    inputs.stream(info.id().stream())
        .filter(input -> input.lostBefore(info) > 0)
        .ifPresent(
            input -> blocksLost.accept(inputs.uidOf(input).orElseThrow(), input.lostBefore(info)));
  }

  private void logged(BlockInfo info, SegmentRange range) {
    blocks.logged(info, range);
    inputs.stream(info.id().stream())
        .flatMap(inputs::uidOf)
        .ifPresent(source -> segments.heard(source, info.id(), range.key()));
  }
}
