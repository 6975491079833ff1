package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** A listening channel with the connections that it accepted. */
final class NettyDataServer implements DataServer {
  private final Channel listening;
  private final ChannelGroup accepted;
  private final Duration closeTimeout;
  private final Consumer<NettyDataServer> onEnd;

  NettyDataServer(
      Channel listening,
      ChannelGroup accepted,
      Duration closeTimeout,
      Consumer<NettyDataServer> onEnd) {
    this.listening = requireNonNull(listening, "listening is null");
    this.accepted = requireNonNull(accepted, "accepted is null");
    this.closeTimeout = requireNonNull(closeTimeout, "closeTimeout is null");
    this.onEnd = requireNonNull(onEnd, "onEnd is null");
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  @Override
  public void close() {
    onEnd.accept(this);
    listening.close().awaitUninterruptibly(closeTimeout.toMillis());
    accepted.close().awaitUninterruptibly(closeTimeout.toMillis());
  }
}
