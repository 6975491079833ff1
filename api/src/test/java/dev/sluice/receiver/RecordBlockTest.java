package dev.sluice.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordBlockTest {
  @Test
  void givesBackWhatWasPutIn() {
    for (var records :
        List.<List<?>>of(List.of("é", ""), List.of(1L, -5L), List.of(1.5), List.of())) {
      assertThat(RecordBlock.read(RecordBlock.of(records))).isEqualTo(records);
    }
    assertThat(RecordBlock.read(RecordBlock.of(List.of(new byte[] {1, 2}))))
        .containsExactly(new byte[] {1, 2});
  }

  @Test
  void hasTheFormThatIsDocumented() {
    var block = ByteBuffer.allocate(16).put((byte) 1).putInt(1).putInt(3);
    block.put("abc".getBytes(StandardCharsets.UTF_8)).flip();

    assertThat(RecordBlock.of(List.of("abc"))).isEqualTo(block);
    assertThat(RecordBlock.read(block)).containsExactly("abc");
  }

  @Test
  void refusesBytesThatAreNoBlock() {
    var whole = RecordBlock.of(List.of("abc", "d"));
    for (var length = 0; length < whole.limit(); length++) {
      var part = whole.duplicate().limit(length);
      assertThatThrownBy(() -> RecordBlock.read(part))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the bytes are no block of records: ");
    }
    assertThatThrownBy(() -> RecordBlock.read(ByteBuffer.wrap(new byte[] {9, 0, 0, 0, 0})))
        .hasMessageContaining("type=9");
    assertThatThrownBy(() -> RecordBlock.of(List.of("a", 1L)))
        .hasMessage("the records of a block must be of one class");
    assertThatThrownBy(() -> RecordBlock.of(List.of(new Object())))
        .hasMessageContaining("use String, byte[], Long or Double");
  }
}
