package dev.sluice.worker.control;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.control.wire.Segment;
import dev.sluice.worker.writeahead.SegmentRange;
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

  /** A block that is in the write-ahead log. */
  public static dev.sluice.worker.control.wire.BlockInfo toWire(
      BlockInfo info, SegmentRange range) {
    return toWire(info).toBuilder().setSegment(toWire(range)).build();
  }

  public static Segment toWire(SegmentRange range) {
    return Segment.newBuilder()
        .setKey(range.key())
        .setOffset(range.offset())
        .setLength(range.length())
        .build();
  }

  public static SegmentRange fromWire(Segment segment) {
    return new SegmentRange(segment.getKey(), segment.getOffset(), segment.getLength());
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
