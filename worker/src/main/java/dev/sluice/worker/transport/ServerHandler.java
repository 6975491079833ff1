package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.block.BlockStore;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One accepted connection, from HELLO to its end. Event loop only. */
final class ServerHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ServerHandler.class);

  private final WorkerIdentity self;
  private final TransportSettings settings;
  private final FrameHandler frames;
  private final FrameDecoder decoder;
  private final Outbound outbound;
  private final IncomingBlocks blocks;
  private @Nullable String from;
  private @Nullable CreditReturns credits;
  private String endReason = "the sender closed the connection";
  private boolean refused;

  ServerHandler(
      WorkerIdentity self,
      TransportSettings settings,
      FrameHandler frames,
      BlockStore store,
      FrameDecoder decoder,
      Channel channel) {
    this.self = requireNonNull(self, "self is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.frames = requireNonNull(frames, "frames is null");
    this.decoder = requireNonNull(decoder, "decoder is null");
    this.outbound = new Outbound(channel.eventLoop());
    this.blocks =
        new IncomingBlocks(store, settings, channel.alloc(), channel.eventLoop(), outbound);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf frame = (ByteBuf) message;
    if (refused) {
      frame.release();
      return;
    }
    String sender = from;
    CreditReturns account = credits;
    boolean passedOn = false;
    try {
      long length = frame.readableBytes();
      FrameType type = FrameType.of(frame.readUnsignedByte());
      if (sender == null || account == null) {
        hello(context, type, frame);
      } else if (type == FrameType.DATA) {
        DataFrame data = Frames.readData(frame);
        passedOn = true;
        deliver(sender, account, data, length);
      } else {
        dispatch(context, sender, type, frame);
      }
    } finally {
      if (!passedOn) {
        frame.release();
      }
    }
  }

  private void hello(ChannelHandlerContext context, FrameType type, ByteBuf frame) {
    if (type != FrameType.HELLO) {
      throw new TransportException("the first frame is " + type + ", not HELLO");
    }
    int version = frame.readInt();
    if (version != Frames.VERSION) {
      throw new TransportException(
          "%s speaks data protocol %d and the caller %d: run the same version of Sluice on both"
              .formatted(self.workerId(), Frames.VERSION, version));
    }
    int window = frame.readInt();
    String job = Frames.readText(frame);
    String sender = Frames.readText(frame);
    String expected = Frames.readText(frame);
    if (!job.equals(self.jobUid())) {
      throw new TransportException(
          "%s works for job %s, and %s for job %s"
              .formatted(self.workerId(), self.jobUid(), sender, job));
    }
    if (!expected.equals(self.workerId())) {
      throw new TransportException(
          "this address belongs to worker %s now, not to %s".formatted(self.workerId(), expected));
    }
    from = sender;
    credits =
        new CreditReturns(
            window,
            (exchange, bytes) ->
                outbound.offerControl(Frames.credit(context.alloc(), exchange, bytes)));
    outbound.attach(context.channel());
    outbound.offerControl(Frames.welcome(context.alloc()));
  }

  private void deliver(String sender, CreditReturns account, DataFrame data, long length) {
    account.received(data.exchange(), length);
    ReceivedData received =
        new ReceivedData(sender, data, () -> account.consumed(data.exchange(), length));
    try {
      frames.data(received);
    } catch (RuntimeException e) {
      received.consumed();
      throw e;
    }
  }

  private void dispatch(
      ChannelHandlerContext context, String sender, FrameType type, ByteBuf frame) {
    switch (type) {
      case MARKER -> frames.marker(sender, Frames.readMarker(frame));
      case PUT -> blocks.put(frame.readLong(), BlockHeader.read(frame));
      case GET -> blocks.get(frame.readLong(), Frames.readId(frame));
      case FRAGMENT -> blocks.fragment(frame.readLong(), frame);
      case CANCEL -> blocks.cancel(frame.readLong());
      case PING -> outbound.offerControl(Frames.empty(context.alloc(), FrameType.PONG));
      case HELLO, DATA, WELCOME, REFUSED, CREDIT, PUT_READY, PUT_DONE, FAILED, BLOCK, PONG ->
          throw new TransportException("unexpected frame " + type);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    outbound.schedule();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      endReason = "nothing came for " + settings.silenceTimeout().toMillis() + " ms";
      var unused = context.close();
      return;
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (refused) {
      return;
    }
    refused = true;
    endReason = String.valueOf(cause.getMessage());
    LOG.warn(
        "connection of {} from {} ends: {}",
        from == null ? "an unknown worker" : from,
        context.channel().remoteAddress(),
        endReason);
    if (!context.channel().isActive()) {
      var unused = context.close();
      return;
    }
    decoder.stop();
    outbound.close();
    Outgoing reason = Frames.refused(context.alloc(), endReason);
    var unusedToo = context.writeAndFlush(reason.head(), context.voidPromise());
    var unused =
        context
            .executor()
            .schedule(() -> end(context), settings.closeTimeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void end(ChannelHandlerContext context) {
    var unused = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    outbound.close();
    blocks.close();
    String sender = from;
    if (sender != null) {
      from = null;
      frames.disconnected(sender, endReason);
    }
  }
}
