package dev.sluice.worker.writeahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.block.BlockId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentFormatTest {
  private static final BlockId FIRST = new BlockId(0, 10_001, 0);
  private static final BlockId SECOND = new BlockId(3, 10_002, 7);

  private final MemoryStore store = new MemoryStore();
  private final SegmentReader reader = new SegmentReader(store);
  private final Segment segment =
      Segment.of(
          "receiver-0-1f",
          12,
          List.of(
              new Segment.Item("clicks", LogBlocks.of(FIRST, "a", "bc")),
              new Segment.Item("orders", LogBlocks.of(SECOND, "döner"))));

  @Test
  void givesBackWhatWasWritten() {
    store.put(segment.key(), segment.content());

    var found = reader.contents();

    assertThat(found.damaged()).isEmpty();
    assertThat(found.blocks()).isEqualTo(segment.blocks());
    var second = found.blocks().get(1);
    assertThat(second.source()).isEqualTo("orders");
    assertThat(second.info()).isEqualTo(LogBlocks.of(SECOND, "döner").info());
    assertThat(LogBlocks.texts(reader.block(FIRST, found.blocks().get(0).range())))
        .containsExactly("a", "bc");
    assertThat(LogBlocks.texts(reader.block(SECOND, second.range()))).containsExactly("döner");
  }

  @Test
  void hasTheNameThatTheDocumentationGives() {
    assertThat(segment.key()).matches("wal/receiver-0-1f/00000000000000000012-2-\\d+-\\d+");
    var name = SegmentName.parse(segment.key()).orElseThrow();
    assertThat(segment.content()).hasSize((int) name.bodyBytes() + name.indexBytes());
  }

  @Test
  void recognisesATornSegmentWhereverItEnds() {
    for (int length = 0; length < segment.content().length; length++) {
      store.put(segment.key(), Arrays.copyOf(segment.content(), length));

      var found = reader.contents();

      assertThat(found.blocks()).as("%d bytes are there", length).isEmpty();
      assertThat(found.notices()).singleElement().asString().contains(segment.key(), "damaged");
    }
  }

  @Test
  void recognisesEveryByteThatWasChanged() {
    for (int position = 0; position < segment.content().length; position++) {
      var changed = segment.content().clone();
      changed[position] ^= 0x10;
      store.put(segment.key(), changed);

      assertThatThrownBy(this::readAll)
          .as("byte %d is changed", position)
          .isInstanceOf(DamagedSegmentException.class);
    }
  }

  private void readAll() {
    reader.index(segment.key()).forEach(b -> reader.block(b.info().id(), b.range()));
  }

  @Test
  void namesTheVersionOfANewerProgram() {
    var index = SegmentIndex.encode(List.of());
    index[4] = 2;
    var sum = BlockBytes.checksum(index, 0, index.length - 4);
    ByteBuffer.wrap(index).putInt(index.length - 4, sum);

    assertThatThrownBy(() -> SegmentIndex.decode("wal/x", index))
        .hasMessageContaining("it has version 2, and this program reads up to 1");
  }

  @Test
  void leavesOtherObjectsAlone() {
    store.put("wal/receiver-0-1f/notes.txt", new byte[3]);

    assertThat(reader.contents().notices()).isEmpty();
  }
}
