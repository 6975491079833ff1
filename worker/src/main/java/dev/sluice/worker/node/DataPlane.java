package dev.sluice.worker.node;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockNotFoundException;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.exchange.ExchangeNetwork;
import dev.sluice.worker.executor.BlockFetcher;
import dev.sluice.worker.receiver.BlockReplicator;
import dev.sluice.worker.transport.DataFrame;
import dev.sluice.worker.transport.MarkerFrame;
import dev.sluice.worker.transport.PeerAddress;
import dev.sluice.worker.transport.PeerClient;
import dev.sluice.worker.transport.PeerLostException;
import dev.sluice.worker.transport.Transport;
import dev.sluice.worker.transport.TransportException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** What this worker sends to others: exchanged records, markers, blocks. Thread-safe. */
final class DataPlane implements ExchangeNetwork, BlockFetcher, BlockReplicator {
  private final Transport transport;
  private final PeerLinks links;
  private final BlockStore store;
  private final Map<String, PeerAddress> executors = new ConcurrentHashMap<>();

  DataPlane(Transport transport, PeerLinks links, BlockStore store) {
    this.transport = transport;
    this.links = links;
    this.store = store;
  }

  /** Takes the addresses of a new generation's executors. */
  void executors(List<Peer> listed) {
    executors.clear();
    listed.forEach(peer -> executors.put(peer.getWorkerId(), addressOf(peer)));
  }

  /** Connects to executors before there is anything to send; returns at once. */
  void connect(List<Peer> listed) {
    listed.forEach(peer -> links.to(addressOf(peer)));
  }

  @Override
  public boolean trySend(String workerId, Address address, byte[] records, Runnable credit) {
    var link = links.to(executor(workerId));
    var payload = transport.allocator().buffer(records.length).writeBytes(records);
    var frame =
        new DataFrame(
            address.plan(),
            address.generation(),
            address.batch(),
            address.exchange(),
            address.partition(),
            payload);
    var sent = false;
    try {
      sent = link.client().trySend(frame);
      if (!sent) {
        // Entered before asking again, so that credit that comes in between is not missed.
        link.awaitCredit(address.exchange(), credit);
        sent = link.client().trySend(frame);
      }
      return sent;
    } finally {
      if (!sent) {
        payload.release();
      }
    }
  }

  @Override
  public void sendMarker(String workerId, Address address) {
    var marker =
        new MarkerFrame(
            address.plan(), address.generation(), address.batch(), address.exchange(), 0, 0);
    client(executor(workerId)).send(marker);
  }

  @Override
  public CompletableFuture<Void> put(Peer worker, Block block) {
    try {
      return client(addressOf(worker)).putBlock(block);
    } catch (TransportException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public Block fetch(BlockId id, List<Peer> holders) {
    var here = store.get(id);
    if (here.isPresent()) {
      return here.get();
    }
    var failure = new BlockNotFoundException(id, "any of its holders");
    for (var holder : holders) {
      try {
        return client(addressOf(holder)).getBlock(id).join();
      } catch (CompletionException | TransportException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private PeerClient client(PeerAddress address) {
    return links.to(address).client();
  }

  private PeerAddress executor(String workerId) {
    var address = executors.get(workerId);
    if (address == null) {
      throw new PeerLostException("worker " + workerId + " is no executor any more", null);
    }
    return address;
  }

  private static PeerAddress addressOf(Peer peer) {
    return new PeerAddress(peer.getWorkerId(), peer.getHost(), peer.getDataPort());
  }
}
