package dev.sluice.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The channel of one client, from HELLO to its end. Event loop only. */
final class ClientHandler extends ChannelInboundHandlerAdapter {
  private final NettyPeerClient client;
  private final WorkerIdentity self;
  private final TransportSettings settings;

  ClientHandler(NettyPeerClient client, WorkerIdentity self, TransportSettings settings) {
    this.client = client;
    this.self = self;
    this.settings = settings;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Outgoing hello =
        Frames.hello(context.alloc(), self, client.address().workerId(), settings.windowBytes());
    var unused = context.writeAndFlush(hello.head(), context.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf frame = (ByteBuf) message;
    try {
      dispatch(context, FrameType.of(frame.readUnsignedByte()), frame);
    } finally {
      frame.release();
    }
  }

  private void dispatch(ChannelHandlerContext context, FrameType type, ByteBuf frame) {
    BlockRequests requests = client.requests();
    switch (type) {
      case WELCOME -> welcome(context);
      case REFUSED -> client.lost("refused: " + Frames.readText(frame), null);
      case CREDIT -> client.credit(frame.readInt(), frame.readLong());
      case PUT_READY -> requests.ready(frame.readLong());
      case PUT_DONE -> requests.stored(frame.readLong());
      case FAILED -> requests.failed(frame.readLong(), frame.readBoolean(), Frames.readText(frame));
      case BLOCK -> requests.begins(frame.readLong(), BlockHeader.read(frame));
      case FRAGMENT -> requests.fragment(frame.readLong(), frame);
      case PONG -> {}
      case HELLO, DATA, MARKER, PUT, GET, CANCEL, PING ->
          throw new TransportException("unexpected frame " + type);
    }
  }

  private void welcome(ChannelHandlerContext context) {
    long interval = settings.pingInterval().toNanos();
    var pings =
        context
            .executor()
            .scheduleAtFixedRate(client::ping, interval, interval, TimeUnit.NANOSECONDS);
    var unused = context.channel().closeFuture().addListener(closed -> pings.cancel(false));
    client.agreed(context.channel());
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    client.writable();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      client.lost("was silent for " + settings.silenceTimeout().toMillis() + " ms", null);
      return;
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Throwable root = cause.getCause() instanceof SSLException tls ? tls : cause;
    String remedy =
        root instanceof SSLException ? ": do both have certificates of the same job?" : "";
    client.lost("failed: " + root.getMessage() + remedy, root);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    client.lost("closed the connection", null);
  }
}
