package dev.sluice.worker.transport;

/** Hears about one {@link PeerClient}. Called on a network thread: be short, never block. */
public interface PeerListener {
  /** After a refused {@link PeerClient#trySend}: it is worth trying again in this exchange. */
  void creditAvailable(PeerAddress peer, int exchange);

  /**
   * The connection broke, or could not be made; called once. Nothing is sent any more, all futures
   * of the client fail, {@link PeerClient#trySend} throws. Not called after {@link
   * PeerClient#close}.
   */
  void peerLost(PeerAddress peer, PeerLostException cause);
}
