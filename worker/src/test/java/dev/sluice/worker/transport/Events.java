package dev.sluice.worker.transport;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Remembers what a client tells. */
final class Events implements PeerListener {
  final BlockingQueue<Integer> credit = new LinkedBlockingQueue<>();
  final BlockingQueue<PeerLostException> lost = new LinkedBlockingQueue<>();

  @Override
  public void creditAvailable(PeerAddress peer, int exchange) {
    credit.add(exchange);
  }

  @Override
  public void peerLost(PeerAddress peer, PeerLostException cause) {
    lost.add(cause);
  }
}
