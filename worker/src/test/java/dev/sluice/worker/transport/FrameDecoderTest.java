package dev.sluice.worker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(10));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 11, 100})
  void cutsFramesHoweverTheBytesArrive(int portion) {
    ByteBuf stream = Unpooled.buffer();
    stream.writeInt(1).writeByte(1).writeInt(10).writeZero(10).writeInt(3).writeMedium(7);
    while (stream.isReadable()) {
      channel.writeInbound(stream.readBytes(Math.min(portion, stream.readableBytes())));
    }
    assertLength(1);
    assertLength(10);
    assertLength(3);
    assertThat(channel.<ByteBuf>readInbound()).isNull();
    stream.release();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, Integer.MAX_VALUE, -1})
  void refusesALengthThatCannotBe(int length) {
    ByteBuf stream = Unpooled.buffer().writeInt(length).writeZero(100);
    assertThatThrownBy(() -> channel.writeInbound(stream))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("limit of 10");
    assertThat(channel.<ByteBuf>readInbound()).isNull();
  }

  @Test
  void forgetsAHalfFrameWhenTheConnectionEnds() {
    ByteBuf half = Unpooled.buffer().writeInt(10).writeZero(4);
    channel.writeInbound(half);
    assertThat(channel.finish()).isFalse();
    assertThat(half.refCnt()).isZero();
  }

  private void assertLength(int expected) {
    ByteBuf frame = channel.readInbound();
    assertThat(frame.readableBytes()).isEqualTo(expected);
    assertThat(frame.capacity()).isEqualTo(expected);
    frame.release();
  }
}
