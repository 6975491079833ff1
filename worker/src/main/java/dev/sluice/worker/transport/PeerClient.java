package dev.sluice.worker.transport;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockId;
import java.util.concurrent.CompletableFuture;

/**
 * The sending side of the connection to one other worker. Connects with the first use; what is sent
 * before the peer has answered waits. Once lost it stays lost: connecting again, with a new client
 * from {@link Transport#connect}, is the caller's decision. Safe from any thread; no method blocks.
 *
 * <p>Futures complete on a network thread within the request timeout; what depends on them must be
 * short or run elsewhere.
 */
public interface PeerClient extends AutoCloseable {
  PeerAddress address();

  /** Whether it was lost or closed. */
  boolean isClosed();

  /**
   * Sends the frame if the window of its exchange towards this peer has room. One frame always fits
   * an empty window, however large it is.
   *
   * @return true: the payload belongs to the transport, which releases it. False: nothing was sent,
   *     the payload is still the caller's, and the listener hears when credit comes back; a wake-up
   *     between this answer and the caller's waiting is not lost if it waits by park
   * @throws PeerLostException when the peer is lost or closed; the payload is still the caller's
   * @throws IllegalArgumentException when the frame is longer than the limit; likewise
   */
  boolean trySend(DataFrame frame);

  /**
   * Sends the marker behind all data that was accepted before. Needs no credit.
   *
   * @throws PeerLostException when the peer is lost or closed
   */
  void send(MarkerFrame marker);

  /**
   * Copies a block to the peer. A block that it has already is acknowledged too. Chunks travel
   * between exchange frames.
   *
   * @return done when the peer has it in its store, for whose room it waits; fails with {@link
   *     TransportException} (refused, lost, timed out). Cancel it to give up
   * @throws IllegalArgumentException when its content is not encoded
   */
  CompletableFuture<Void> putBlock(Block block);

  /**
   * Fetches a block.
   *
   * @return fails with {@link dev.sluice.worker.block.BlockNotFoundException} when the peer does
   *     not hold it, with {@link TransportException} when lost or timed out. Cancel it to give up
   */
  CompletableFuture<Block> getBlock(BlockId id);

  /** Sends what was accepted, for at most the close timeout, then closes. Returns at once. */
  @Override
  void close();
}
