package dev.sluice.worker.control;

import dev.sluice.worker.control.wire.DriverMessage;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a connection is not ready for yet, bounded in number and bytes. Not thread-safe.
 */
final class OutboundQueue {
  static final int MOST_MESSAGES = 20_000;
  static final long MOST_BYTES = 256L << 20;

  private final ArrayDeque<DriverMessage> messages = new ArrayDeque<>();
  private long bytes;

  /** Adds a message; returns false, and adds nothing, when the bound is reached. */
  boolean offer(DriverMessage message) {
    long size = message.getSerializedSize();
    if (messages.size() >= MOST_MESSAGES || (bytes + size > MOST_BYTES && !messages.isEmpty())) {
      return false;
    }
    messages.add(message);
    bytes += size;
    return true;
  }

  /** Takes the oldest message; {@code null} if there is none. */
  @Nullable DriverMessage poll() {
    DriverMessage message = messages.poll();
    if (message != null) {
      bytes -= message.getSerializedSize();
    }
    return message;
  }

  int size() {
    return messages.size();
  }

  void clear() {
    messages.clear();
    bytes = 0;
  }
}
