package dev.sluice.worker.driver.batch;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import java.util.Optional;

/** Blocks to and from the messages of the protocol. */
public final class Wire {
  private Wire() {}

  public static dev.sluice.worker.control.wire.BlockId id(BlockId id) {
    return dev.sluice.worker.control.wire.BlockId.newBuilder()
        .setStream(id.stream())
        .setAttempt(id.attempt())
        .setSequence(id.sequence())
        .build();
  }

  public static BlockId id(dev.sluice.worker.control.wire.BlockId id) {
    return new BlockId(id.getStream(), id.getAttempt(), id.getSequence());
  }

  public static BlockInfo info(dev.sluice.worker.control.wire.BlockInfo info) {
    return new BlockInfo(
        id(info.getId()),
        info.getRecords(),
        info.getBytes(),
        info.hasPrevious() ? Optional.of(id(info.getPrevious())) : Optional.empty(),
        info.hasPosition() ? Optional.of(info.getPosition()) : Optional.empty());
  }
}
