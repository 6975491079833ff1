package dev.sluice.worker.node;

import dev.sluice.worker.transport.PeerAddress;
import dev.sluice.worker.transport.PeerListener;
import dev.sluice.worker.transport.PeerLostException;
import dev.sluice.worker.transport.Transport;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The connections to other workers, made when they are needed, again when lost. Thread-safe. */
final class PeerLinks implements PeerListener {
  private final Transport transport;
  private final BiConsumer<String, String> lost;
  private final Map<PeerAddress, PeerLink> links = new HashMap<>();

  /**
   * @param lost hears which worker was lost, and why; must not block
   */
  PeerLinks(Transport transport, BiConsumer<String, String> lost) {
    this.transport = transport;
    this.lost = lost;
  }

  /** The connection to a worker: the one there is, or a new one. */
  synchronized PeerLink to(PeerAddress peer) {
    var known = links.get(peer);
    if (known != null && !known.client().isClosed()) {
      return known;
    }
    var made = new PeerLink(transport.connect(peer, this));
    links.put(peer, made);
    return made;
  }

  @Override
  public void creditAvailable(PeerAddress peer, int exchange) {
    PeerLink link;
    synchronized (this) {
      link = links.get(peer);
    }
    if (link != null) {
      link.creditAvailable(exchange);
    }
  }

  @Override
  public void peerLost(PeerAddress peer, PeerLostException cause) {
    PeerLink link;
    synchronized (this) {
      link = links.get(peer);
    }
    if (link != null) {
      link.wakeAll();
    }
    lost.accept(peer.workerId(), String.valueOf(cause.getMessage()));
  }
}
