package dev.sluice.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockChunk;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.block.BlockNotFoundException;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockInput;
import dev.sluice.worker.writeahead.MemoryStore;
import dev.sluice.worker.writeahead.SegmentLog;
import dev.sluice.worker.writeahead.SegmentRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockSourceTest {
  private static final BlockId ID = new BlockId(0, 1, 0);

  private final MemoryStore store = new MemoryStore();
  private final BlockSource source =
      new BlockSource(
          (id, holders) -> {
            throw new BlockNotFoundException(id, "any of its holders");
          },
          store);

  private SegmentRange logged() {
    var content = new BlockContent.Encoded(List.of(new BlockChunk(new byte[] {1, 2, 3}, 1)));
    var info = new BlockInfo(ID, 1, 3, Optional.empty(), Optional.empty());
    try (var log = new SegmentLog(store, "receiver-0", Duration.ofMillis(1))) {
      log.start();
      return log.append("clicks", new Block(info, content)).join();
    }
  }

  private static BlockInput input(SegmentRange range) {
    return BlockInput.newBuilder()
        .setId(WireBlocks.toWire(ID))
        .setSegment(WireBlocks.toWire(range))
        .build();
  }

  @Test
  void readsTheLogWhenNoWorkerHasTheBlock() {
    assertThat(source.read(ID, input(logged())).records()).isEqualTo(1);
  }

  @Test
  void namesABlockThatWasChangedInTheLog() {
    var range = logged();
    var content = store.get(range.key());
    content[(int) range.offset() + range.length() - 6] ^= 1;
    store.put(range.key(), content);

    assertThatThrownBy(() -> source.read(ID, input(range)))
        .isInstanceOf(UnreadableBlockException.class)
        .hasMessageContaining("block-0-1-0 cannot be read")
        .hasMessageContaining("is damaged: the checksum");
  }

  @Test
  void namesABlockWhoseSegmentIsGone() {
    var range = logged();
    store.delete(List.of(range.key()));

    assertThatThrownBy(() -> source.read(ID, input(range)))
        .isInstanceOf(UnreadableBlockException.class);
  }

  @Test
  void leavesABlockThatIsInNoLogToTheDriver() {
    assertThatThrownBy(() -> source.read(ID, BlockInput.getDefaultInstance()))
        .isInstanceOf(BlockNotFoundException.class);
  }
}
