package dev.sluice.worker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.Blocks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockAssemblyTest {
  private static final int FRAGMENT_HEAD = 4 + 1 + 8;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 99, 100, 101, 1000})
  void rebuildsABlockFromFragmentsOfAnyLength(int fragmentBytes) {
    Block block = Blocks.encoded(1, 0, 0, 100, 1, 0, 7, 0);
    BlockContent.Encoded content = (BlockContent.Encoded) block.content();
    BlockFragments fragments = new BlockFragments(5, content, fragmentBytes);
    BlockAssembly assembly = new BlockAssembly(header(block));
    while (!fragments.isDone()) {
      assertThat(assembly.isComplete()).isFalse();
      ByteBuf frame = fragments.next(UnpooledByteBufAllocator.DEFAULT).head();
      assembly.append(frame.skipBytes(FRAGMENT_HEAD));
      frame.release();
    }
    assertThat(assembly.isComplete()).isTrue();
    assertThat(Blocks.bytes(assembly.block())).containsExactlyElementsOf(Blocks.bytes(block));
    assertThat(assembly.block().info()).isEqualTo(block.info());
  }

  @Test
  void aMillionEmptyChunksAreABlockToo() {
    Block block = Blocks.encoded(1, new int[1_000_000]);
    assertThat(new BlockAssembly(header(block)).isComplete()).isTrue();
  }

  @Test
  void refusesMoreBytesThanAnnounced() {
    BlockAssembly assembly = new BlockAssembly(header(Blocks.encoded(1, 3)));
    assertThatThrownBy(() -> assembly.append(Unpooled.wrappedBuffer(new byte[4])))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("longer than announced");
  }

  @Test
  void refusesAHeaderThatDoesNotAddUp() {
    ByteBuf out = Unpooled.buffer();
    header(Blocks.encoded(1, 3)).write(out);
    out.setInt(out.writerIndex() - 4, 4);
    assertThatThrownBy(() -> BlockHeader.read(out)).hasMessageContaining("in chunks of 4");
  }

  private static BlockHeader header(Block block) {
    return BlockHeader.of(block, (BlockContent.Encoded) block.content());
  }
}
