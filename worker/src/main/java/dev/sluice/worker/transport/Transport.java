package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.security.TlsMaterial;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane of one process: its network threads, its buffers, its certificate. Native epoll
 * where it is available, NIO elsewhere. Safe from any thread.
 */
public final class Transport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
  private static final WriteBufferWaterMark WRITE_MARK =
      new WriteBufferWaterMark(256 * 1024, 512 * 1024);

  private final WorkerIdentity identity;
  private final TransportSettings settings;
  private final Optional<TlsContexts> tls;
  private final SocketKind sockets;
  private final EventLoopGroup threads;
  private final Set<NettyPeerClient> clients = ConcurrentHashMap.newKeySet();
  private final Set<NettyDataServer> servers = ConcurrentHashMap.newKeySet();

  private Transport(
      WorkerIdentity identity, TransportSettings settings, Optional<TlsMaterial> tls) {
    this.identity = requireNonNull(identity, "identity is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.tls = tls.map(TlsContexts::of);
    this.sockets = SocketKind.best();
    this.threads = sockets.threads(settings.ioThreads());
  }

  /**
   * Makes the data plane of this process.
   *
   * @param tls mutual TLS on every connection; empty: none, for tests and one-host experiments
   */
  public static Transport open(
      WorkerIdentity identity, TransportSettings settings, Optional<TlsMaterial> tls) {
    return new Transport(identity, settings, tls);
  }

  /**
   * Listens for other workers.
   *
   * @param port 0 for any free port
   * @param store where blocks that peers put end, and from where they are fetched
   * @throws TransportException when the address cannot be bound
   */
  public DataServer listen(String host, int port, FrameHandler handler, BlockStore store) {
    requireNonNull(handler, "handler is null");
    requireNonNull(store, "store is null");
    ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ChannelFuture binding =
        new ServerBootstrap()
            .group(threads)
            .channel(sockets.server())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, allocator())
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARK)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accepted.add(channel);
                    FrameDecoder decoder =
                        addProtocol(
                            channel, context -> context.server().newHandler(channel.alloc()));
                    channel
                        .pipeline()
                        .addLast(
                            new ServerHandler(
                                identity, settings, handler, store, decoder, channel));
                  }
                })
            .bind(host, port)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new TransportException(
          "cannot listen on %s:%d: %s: set SLUICE_BIND_ADDRESS to an address of this host and"
                  .formatted(host, port, binding.cause().getMessage())
              + " SLUICE_DATA_PORT to a free port, or 0",
          binding.cause());
    }
    NettyDataServer server =
        new NettyDataServer(binding.channel(), accepted, settings.closeTimeout(), servers::remove);
    servers.add(server);
    return server;
  }

  /** A client for one other worker; connects when it is used. */
  public PeerClient connect(PeerAddress peer, PeerListener listener) {
    EventLoop loop = threads.next();
    NettyPeerClient client =
        new NettyPeerClient(
            peer, listener, settings, allocator(), loop, c -> dial(c, loop), clients::remove);
    clients.add(client);
    return client;
  }

  private ChannelFuture dial(NettyPeerClient client, EventLoop loop) {
    PeerAddress peer = client.address();
    return new Bootstrap()
        .group(loop)
        .channel(sockets.client())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.ALLOCATOR, allocator())
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_MARK)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                addProtocol(channel, context -> context.client().newHandler(channel.alloc()));
                channel.pipeline().addLast(new ClientHandler(client, identity, settings));
              }
            })
        .connect(InetSocketAddress.createUnresolved(peer.host(), peer.port()));
  }

  private FrameDecoder addProtocol(Channel channel, Function<TlsContexts, SslHandler> side) {
    tls.ifPresent(
        contexts -> {
          SslHandler handler = side.apply(contexts);
          handler.setHandshakeTimeoutMillis(settings.connectTimeout().toMillis());
          channel.pipeline().addLast(handler);
        });
    FrameDecoder decoder = new FrameDecoder(settings.frameLimitBytes());
    channel
        .pipeline()
        .addLast(
            new IdleStateHandler(settings.silenceTimeout().toNanos(), 0, 0, TimeUnit.NANOSECONDS),
            decoder);
    return decoder;
  }

  /** Pooled direct buffers, for payloads. */
  public ByteBufAllocator allocator() {
    return PooledByteBufAllocator.DEFAULT;
  }

  /**
   * Sends what was accepted, closes all clients and servers and ends the threads. Blocks; each step
   * is bounded by the close timeout. Not for a network thread.
   */
  @Override
  public void close() {
    List<NettyPeerClient> open = List.copyOf(clients);
    open.forEach(PeerClient::close);
    awaitEnd(open);
    open.forEach(client -> client.lost("was closed here", null));
    servers.forEach(DataServer::close);
    threads
        .shutdownGracefully(0, settings.closeTimeout().toNanos(), TimeUnit.NANOSECONDS)
        .awaitUninterruptibly(settings.closeTimeout().toMillis());
  }

  private void awaitEnd(List<NettyPeerClient> closing) {
    try {
      CompletableFuture.allOf(
              closing.stream().map(NettyPeerClient::whenEnded).toArray(CompletableFuture<?>[]::new))
          .get(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("peers were not reached before the close timeout", e);
    }
  }
}
