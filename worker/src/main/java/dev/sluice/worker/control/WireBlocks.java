package dev.sluice.worker.control;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import java.util.Optional;

/** Blocks as the control protocol names them. */
public final class WireBlocks {
  private WireBlocks() {}

  public static dev.sluice.worker.control.wire.BlockId toWire(BlockId id) {
    return dev.sluice.worker.control.wire.BlockId.newBuilder()
        .setStream(id.stream())
        .setAttempt(id.attempt())
        .setSequence(id.sequence())
        .build();
  }

  public static BlockId fromWire(dev.sluice.worker.control.wire.BlockId id) {
    return new BlockId(id.getStream(), id.getAttempt(), id.getSequence());
  }

  public static dev.sluice.worker.control.wire.BlockInfo toWire(BlockInfo info) {
    var wire =
        dev.sluice.worker.control.wire.BlockInfo.newBuilder()
            .setId(toWire(info.id()))
            .setRecords(Math.toIntExact(info.records()))
            .setBytes(info.bytes());
    info.previous().ifPresent(previous -> wire.setPrevious(toWire(previous)));
    info.position().ifPresent(wire::setPosition);
    return wire.build();
  }

  public static BlockInfo fromWire(dev.sluice.worker.control.wire.BlockInfo wire) {
    return new BlockInfo(
        fromWire(wire.getId()),
        wire.getRecords(),
        wire.getBytes(),
        wire.hasPrevious() ? Optional.of(fromWire(wire.getPrevious())) : Optional.empty(),
        wire.hasPosition() ? Optional.of(wire.getPosition()) : Optional.empty());
  }
}
