package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockId;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client with its connection. Its end is decided once, by whoever sets {@link #end}; the rest of
 * the ending follows on that thread.
 */
final class NettyPeerClient implements PeerClient {
  /** Opens a channel on the client's event loop. */
  interface Connector {
    ChannelFuture connect(NettyPeerClient client);
  }

  private final PeerAddress address;
  private final PeerListener listener;
  private final TransportSettings settings;
  private final ByteBufAllocator allocator;
  private final EventLoop loop;
  private final Connector connector;
  private final Consumer<NettyPeerClient> onEnd;
  private final Outbound outbound;
  private final CreditWindows windows;
  private final BlockRequests requests;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicReference<@Nullable PeerLostException> end = new AtomicReference<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean closing;
  private volatile boolean agreed;
  private volatile @Nullable Channel channel;

  NettyPeerClient(
      PeerAddress address,
      PeerListener listener,
      TransportSettings settings,
      ByteBufAllocator allocator,
      EventLoop loop,
      Connector connector,
      Consumer<NettyPeerClient> onEnd) {
    this.address = requireNonNull(address, "address is null");
    this.listener = requireNonNull(listener, "listener is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.allocator = requireNonNull(allocator, "allocator is null");
    this.loop = requireNonNull(loop, "loop is null");
    this.connector = requireNonNull(connector, "connector is null");
    this.onEnd = requireNonNull(onEnd, "onEnd is null");
    this.outbound = new Outbound(loop);
    this.windows = new CreditWindows(settings.windowBytes());
    this.requests = new BlockRequests(address, settings, allocator, loop, outbound);
  }

  @Override
  public PeerAddress address() {
    return address;
  }

  @Override
  public boolean isClosed() {
    return closing || end.get() != null;
  }

  @Override
  public boolean trySend(DataFrame frame) {
    open();
    long length = Frames.dataLength(frame);
    if (length > settings.frameLimitBytes()) {
      throw new IllegalArgumentException(
          "a frame of %d bytes exceeds the limit of %d: send smaller batches"
              .formatted(length, settings.frameLimitBytes()));
    }
    if (!windows.acquire(frame.exchange(), length)) {
      return false;
    }
    Outgoing outgoing = Frames.data(allocator, frame);
    if (!outbound.offer(outgoing)) {
      outgoing.head().release();
      throw lossOrClosing();
    }
    return true;
  }

  @Override
  public void send(MarkerFrame marker) {
    open();
    Outgoing outgoing = Frames.marker(allocator, marker);
    if (!outbound.offer(outgoing)) {
      outgoing.release();
      throw lossOrClosing();
    }
  }

  @Override
  public CompletableFuture<Void> putBlock(Block block) {
    try {
      open();
    } catch (PeerLostException e) {
      return CompletableFuture.failedFuture(e);
    }
    return requests.put(block);
  }

  @Override
  public CompletableFuture<Block> getBlock(BlockId id) {
    try {
      open();
    } catch (PeerLostException e) {
      return CompletableFuture.failedFuture(e);
    }
    return requests.get(id);
  }

  @Override
  public void close() {
    closing = true;
    if (!started.get() || loop.isShuttingDown()) {
      lost("was closed here", null);
      return;
    }
    loop.execute(outbound::finish);
    var unused =
        loop.schedule(
            () -> lost("was closed here", null),
            settings.closeTimeout().toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void open() {
    if (isClosed()) {
      throw lossOrClosing();
    }
    if (started.get() || !started.compareAndSet(false, true)) {
      return;
    }
    try {
      loop.execute(this::connect);
    } catch (RejectedExecutionException loopHasEnded) {
      lost("cannot be reached: the transport is closed", loopHasEnded);
      throw lossOrClosing();
    }
  }

  private void connect() {
    ChannelFuture connecting = connector.connect(this);
    channel = connecting.channel();
    var unused =
        connecting.addListener(
            done -> {
              Throwable cause = done.cause();
              if (cause != null) {
                lost("cannot be reached: " + cause.getMessage(), cause);
              }
            });
    var timer =
        loop.schedule(
            () -> {
              if (!agreed) {
                lost("did not answer in " + settings.connectTimeout().toMillis() + " ms", null);
              }
            },
            settings.connectTimeout().toNanos(),
            TimeUnit.NANOSECONDS);
    var unusedToo = connecting.channel().closeFuture().addListener(c -> timer.cancel(false));
    if (end.get() != null) {
      var unusedClose = connecting.channel().close();
    }
  }

  BlockRequests requests() {
    return requests;
  }

  void agreed(Channel ready) {
    agreed = true;
    outbound.attach(ready);
  }

  void writable() {
    outbound.schedule();
  }

  void ping() {
    outbound.offerControl(Frames.empty(allocator, FrameType.PING));
  }

  void credit(int exchange, long bytes) {
    if (windows.release(exchange, bytes)) {
      listener.creditAvailable(address, exchange);
    }
  }

  /** Ends the client, once; the listener hears of it unless it was closed here. */
  void lost(String what, @Nullable Throwable cause) {
    PeerLostException reason = new PeerLostException("peer " + address + " " + what, cause);
    if (!end.compareAndSet(null, reason)) {
      return;
    }
    outbound.close();
    requests.failAll(reason);
    Channel open = channel;
    if (open != null) {
      var unused = open.close();
    }
    onEnd.accept(this);
    ended.complete(null);
    if (!closing) {
      listener.peerLost(address, reason);
    }
  }

  /** Done when nothing is sent any more. */
  CompletableFuture<Void> whenEnded() {
    return ended;
  }

  private PeerLostException lossOrClosing() {
    PeerLostException reason = end.get();
    return reason == null
        ? new PeerLostException("peer " + address + " was closed here", null)
        : new PeerLostException(String.valueOf(reason.getMessage()), reason);
  }
}
