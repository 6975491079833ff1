package dev.sluice.worker.transport;

/**
 * Gets the exchange frames that arrive at a {@link DataServer}. Called on a network thread, for one
 * sender always the same: hand over and return, never block, decode or run user code. Frames of one
 * (sender, exchange) come in the order in which they were sent. An exception closes the connection.
 */
public interface FrameHandler {
  /** Takes over the frame; see {@link ReceivedData#consumed}. */
  void data(ReceivedData data);

  /** Comes after all data that {@code from} sent before it in the same exchange. */
  void marker(String from, MarkerFrame marker);

  /** No more frames come from this sender on the connection that it had. */
  default void disconnected(String from, String reason) {}
}
