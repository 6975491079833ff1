package dev.sluice.worker.control;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that serve the connections of all workers. Few: what the driver sends to all of them,
 * as it does for each batch, then wakes one thread and not one a connection.
 */
final class ServerThreads implements AutoCloseable {
  private static final int CORES_PER_THREAD = 4;
  private static final long CLOSE_TIMEOUT_SECONDS = 2;

  private final EventLoopGroup group;

  ServerThreads() {
    var count = Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_THREAD);
    var names = new DefaultThreadFactory("control-server", true);
    var io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(count, names, io);
  }

  NettyServerBuilder serve(NettyServerBuilder builder) {
    return builder
        .channelType(
            Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .bossEventLoopGroup(group)
        .workerEventLoopGroup(group);
  }

  @Override
  public void close() {
    var unused = group.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}
