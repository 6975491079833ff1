package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockNotFoundException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The block transfers that one client has asked for. Requests come from any thread, answers on the
 * event loop. A transfer that ends early, by time, by its caller or by loss, is cancelled at the
 * peer.
 */
final class BlockRequests {
  private sealed interface Pending {
    CompletableFuture<?> result();
  }

  private record Put(BlockContent.Encoded content, CompletableFuture<Void> result)
      implements Pending {}

  private static final class Get implements Pending {
    private final BlockId id;
    private final CompletableFuture<Block> result = new CompletableFuture<>();
    private @Nullable BlockAssembly assembly;

    private Get(BlockId id) {
      this.id = id;
    }

    @Override
    public CompletableFuture<Block> result() {
      return result;
    }
  }

  private final PeerAddress peer;
  private final TransportSettings settings;
  private final ByteBufAllocator allocator;
  private final EventLoop loop;
  private final Outbound outbound;
  private final AtomicLong lastRequest = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();

  BlockRequests(
      PeerAddress peer,
      TransportSettings settings,
      ByteBufAllocator allocator,
      EventLoop loop,
      Outbound outbound) {
    this.peer = requireNonNull(peer, "peer is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.allocator = requireNonNull(allocator, "allocator is null");
    this.loop = requireNonNull(loop, "loop is null");
    this.outbound = requireNonNull(outbound, "outbound is null");
  }

  CompletableFuture<Void> put(Block block) {
    if (!(block.content() instanceof BlockContent.Encoded content)) {
      throw new IllegalArgumentException(
          block.id() + " is a list of objects: encode it to send it to another process");
    }
    long request = lastRequest.incrementAndGet();
    Outgoing frame =
        Frames.header(allocator, FrameType.PUT, request, BlockHeader.of(block, content));
    if (frame.length() > settings.frameLimitBytes()) {
      frame.release();
      throw new IllegalArgumentException(
          block.id() + " has too many chunks for one frame: cut smaller blocks");
    }
    Put put = new Put(content, new CompletableFuture<>());
    begin(request, put, frame, "putting " + block.id() + " to " + peer);
    return put.result();
  }

  CompletableFuture<Block> get(BlockId id) {
    long request = lastRequest.incrementAndGet();
    Get get = new Get(id);
    begin(request, get, Frames.get(allocator, request, id), "getting " + id + " from " + peer);
    return get.result();
  }

  private void begin(long request, Pending transfer, Outgoing frame, String what) {
    pending.put(request, transfer);
    CompletableFuture<?> result = transfer.result();
    if (!outbound.offer(frame)) {
      frame.release();
      pending.remove(request);
      result.completeExceptionally(new PeerLostException(what + ": the peer is lost", null));
      return;
    }
    try {
      var timer =
          loop.schedule(
              () ->
                  result.completeExceptionally(
                      new TransportException(
                          "%s took longer than %d ms"
                              .formatted(what, settings.requestTimeout().toMillis()))),
              settings.requestTimeout().toNanos(),
              TimeUnit.NANOSECONDS);
      var unused =
          result.whenComplete(
              (value, failure) -> {
                timer.cancel(false);
                abandon(request);
              });
    } catch (RejectedExecutionException loopHasEnded) {
      result.completeExceptionally(new PeerLostException(what + ": transport is closed", null));
    }
  }

  /** Does nothing for a transfer that the peer has ended. */
  private void abandon(long request) {
    if (pending.remove(request) == null) {
      return;
    }
    Outgoing cancel = Frames.request(allocator, FrameType.CANCEL, request);
    if (!outbound.offer(cancel)) {
      cancel.release();
      return;
    }
    try {
      loop.execute(() -> outbound.cancel(request));
    } catch (RejectedExecutionException loopHasEnded) {
      outbound.close();
    }
  }

  void ready(long request) {
    if (pending.get(request) instanceof Put put) {
      outbound.add(new BlockFragments(request, put.content(), settings.chunkBytes()));
    }
  }

  void stored(long request) {
    if (pending.remove(request) instanceof Put put) {
      put.result().complete(null);
    }
  }

  void failed(long request, boolean notFound, String reason) {
    Pending transfer = pending.remove(request);
    if (transfer == null) {
      return;
    }
    outbound.cancel(request);
    transfer
        .result()
        .completeExceptionally(
            notFound && transfer instanceof Get get
                ? new BlockNotFoundException(get.id, peer.workerId())
                : new TransportException(peer + ": " + reason));
  }

  void begins(long request, BlockHeader header) {
    if (pending.get(request) instanceof Get get) {
      BlockAssembly assembly = new BlockAssembly(header);
      get.assembly = assembly;
      completeIfWhole(request, get, assembly);
    }
  }

  void fragment(long request, ByteBuf bytes) {
    if (pending.get(request) instanceof Get get && get.assembly != null) {
      get.assembly.append(bytes);
      completeIfWhole(request, get, get.assembly);
    }
  }

  /** The peer is lost: nothing will be answered. */
  void failAll(PeerLostException cause) {
    for (Pending transfer : pending.values()) {
      transfer.result().completeExceptionally(cause);
    }
  }

  private void completeIfWhole(long request, Get get, BlockAssembly assembly) {
    if (assembly.isComplete() && pending.remove(request) != null) {
      get.result.complete(assembly.block());
    }
  }
}
