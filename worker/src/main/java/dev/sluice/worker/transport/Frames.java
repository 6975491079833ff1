package dev.sluice.worker.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.worker.block.BlockId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/**
 * Layout of the frames on the wire; big-endian.
 *
 * <pre>
 *  0       4      5
 * +--------+------+----------------------------------------------------------------+
 * | length | type | body                                                           |
 * +--------+------+----------------------------------------------------------------+
 *   int      byte   length - 1 bytes
 *
 * HELLO     version int | window int | job uid | worker id | expected worker id
 * DATA      plan int | generation long | batch long | exchange int | partition int | payload
 * MARKER    plan int | generation long | batch long | exchange int | count long | checksum long
 * PUT       request long | block header          GET      request long | block id
 * FRAGMENT  request long | bytes                 CANCEL   request long
 * WELCOME   version int                          REFUSED  reason
 * CREDIT    exchange int | bytes long            PUT_READY, PUT_DONE   request long
 * FAILED    request long | not found byte | reason
 * BLOCK     request long | block header          PING, PONG            nothing
 *
 * text      length int | UTF-8
 * block id  stream int | attempt int | sequence long
 * </pre>
 */
final class Frames {
  static final int VERSION = 1;
  static final int DATA_HEAD = 29;

  static final int LENGTH_BYTES = 4;

  private Frames() {}

  static Outgoing hello(
      ByteBufAllocator allocator, WorkerIdentity self, String expected, int window) {
    ByteBuf out = begin(allocator, FrameType.HELLO, 128);
    out.writeInt(VERSION).writeInt(window);
    writeText(out, self.jobUid());
    writeText(out, self.workerId());
    writeText(out, expected);
    return end(out);
  }

  /** Length without the length field. */
  static long dataLength(DataFrame frame) {
    return (long) DATA_HEAD + frame.payload().readableBytes();
  }

  static Outgoing data(ByteBufAllocator allocator, DataFrame frame) {
    ByteBuf head = allocator.directBuffer(LENGTH_BYTES + DATA_HEAD, LENGTH_BYTES + DATA_HEAD);
    head.writeInt((int) dataLength(frame))
        .writeByte(FrameType.DATA.code())
        .writeInt(frame.plan())
        .writeLong(frame.generation())
        .writeLong(frame.batch())
        .writeInt(frame.exchange())
        .writeInt(frame.partition());
    return new Outgoing(head, frame.payload());
  }

  /** Takes over the buffer as payload. */
  static DataFrame readData(ByteBuf in) {
    return new DataFrame(
        in.readInt(), in.readLong(), in.readLong(), in.readInt(), in.readInt(), in);
  }

  static Outgoing marker(ByteBufAllocator allocator, MarkerFrame marker) {
    ByteBuf out = begin(allocator, FrameType.MARKER, 45);
    out.writeInt(marker.plan())
        .writeLong(marker.generation())
        .writeLong(marker.batch())
        .writeInt(marker.exchange())
        .writeLong(marker.count())
        .writeLong(marker.checksum());
    return end(out);
  }

  static MarkerFrame readMarker(ByteBuf in) {
    return new MarkerFrame(
        in.readInt(), in.readLong(), in.readLong(), in.readInt(), in.readLong(), in.readLong());
  }

  static Outgoing credit(ByteBufAllocator allocator, int exchange, long bytes) {
    ByteBuf out = begin(allocator, FrameType.CREDIT, 13);
    out.writeInt(exchange).writeLong(bytes);
    return end(out);
  }

  static Outgoing empty(ByteBufAllocator allocator, FrameType type) {
    return end(begin(allocator, type, 1));
  }

  static Outgoing request(ByteBufAllocator allocator, FrameType type, long request) {
    ByteBuf out = begin(allocator, type, 9);
    out.writeLong(request);
    return end(out);
  }

  static Outgoing get(ByteBufAllocator allocator, long request, BlockId id) {
    ByteBuf out = begin(allocator, FrameType.GET, 25);
    out.writeLong(request);
    writeId(out, id);
    return end(out);
  }

  static Outgoing header(
      ByteBufAllocator allocator, FrameType type, long request, BlockHeader header) {
    ByteBuf out = begin(allocator, type, 256);
    out.writeLong(request);
    header.write(out);
    return end(out);
  }

  static Outgoing failed(
      ByteBufAllocator allocator, long request, boolean notFound, String reason) {
    ByteBuf out = begin(allocator, FrameType.FAILED, 128);
    out.writeLong(request).writeBoolean(notFound);
    writeText(out, reason);
    return end(out);
  }

  static Outgoing welcome(ByteBufAllocator allocator) {
    ByteBuf out = begin(allocator, FrameType.WELCOME, 5);
    out.writeInt(VERSION);
    return end(out);
  }

  static Outgoing refused(ByteBufAllocator allocator, String reason) {
    ByteBuf out = begin(allocator, FrameType.REFUSED, 128);
    writeText(out, reason);
    return end(out);
  }

  static ByteBuf beginFragment(ByteBufAllocator allocator, long request, int bytes) {
    ByteBuf out = begin(allocator, FrameType.FRAGMENT, 9 + bytes);
    return out.writeLong(request);
  }

  static Outgoing end(ByteBuf out) {
    out.setInt(0, out.readableBytes() - LENGTH_BYTES);
    return Outgoing.of(out);
  }

  static void writeId(ByteBuf out, BlockId id) {
    out.writeInt(id.stream()).writeInt(id.attempt()).writeLong(id.sequence());
  }

  static BlockId readId(ByteBuf in) {
    return new BlockId(in.readInt(), in.readInt(), in.readLong());
  }

  static void writeText(ByteBuf out, String text) {
    out.writeInt(ByteBufUtil.utf8Bytes(text));
    ByteBufUtil.writeUtf8(out, text);
  }

  static String readText(ByteBuf in) {
    return in.readCharSequence(in.readInt(), UTF_8).toString();
  }

  private static ByteBuf begin(ByteBufAllocator allocator, FrameType type, int bytes) {
    ByteBuf out = allocator.directBuffer(LENGTH_BYTES + bytes);
    return out.writeInt(0).writeByte(type.code());
  }
}
