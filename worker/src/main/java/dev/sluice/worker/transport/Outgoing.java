package dev.sluice.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One frame on its way out: its head, and the payload that follows it (empty for most). Equal only
 * to itself: buffers compare by content.
 */
final class Outgoing {
  private final ByteBuf head;
  private final ByteBuf payload;

  Outgoing(ByteBuf head, ByteBuf payload) {
    this.head = head;
    this.payload = payload;
  }

  static Outgoing of(ByteBuf frame) {
    return new Outgoing(frame, Unpooled.EMPTY_BUFFER);
  }

  ByteBuf head() {
    return head;
  }

  ByteBuf payload() {
    return payload;
  }

  /** Without the length field. */
  int length() {
    return head.readableBytes() - Frames.LENGTH_BYTES + payload.readableBytes();
  }

  void release() {
    head.release();
    payload.release();
  }
}
