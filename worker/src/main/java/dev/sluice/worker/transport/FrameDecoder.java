package dev.sluice.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream into frames, each in a buffer of exactly its size, so that a small payload that
 * is kept never holds a large receive buffer. Passes on frames without their length field. After a
 * violation it reads and drops the rest, which lets the reason reach the other side before the end.
 */
final class FrameDecoder extends ChannelInboundHandlerAdapter {
  private static final int LENGTH_BYTES = 4;

  private final int limit;
  private int lengthBytesRead;
  private int length;
  private @Nullable ByteBuf frame;
  private boolean broken;

  FrameDecoder(int limit) {
    this.limit = limit;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf input = (ByteBuf) message;
    try {
      while (!broken && input.isReadable()) {
        read(context, input);
      }
    } finally {
      input.release();
    }
  }

  private void read(ChannelHandlerContext context, ByteBuf input) {
    ByteBuf current = frame;
    if (current == null) {
      length = length << 8 | input.readUnsignedByte();
      lengthBytesRead++;
      if (lengthBytesRead < LENGTH_BYTES) {
        return;
      }
      if (length < 1 || length > limit) {
        broken = true;
        context.fireExceptionCaught(
            new TransportException(
                "a frame of %d bytes exceeds the limit of %d"
                    .formatted(Integer.toUnsignedLong(length), limit)));
        return;
      }
      frame = context.alloc().directBuffer(length, length);
      return;
    }
    current.writeBytes(input, Math.min(input.readableBytes(), length - current.writerIndex()));
    if (current.writerIndex() == length) {
      frame = null;
      length = 0;
      lengthBytesRead = 0;
      context.fireChannelRead(current);
    }
  }

  /** Drops whatever else arrives. */
  void stop() {
    broken = true;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    ByteBuf unfinished = frame;
    frame = null;
    broken = true;
    if (unfinished != null) {
      unfinished.release();
    }
  }
}
