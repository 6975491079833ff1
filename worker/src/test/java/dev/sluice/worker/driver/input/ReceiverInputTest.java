package dev.sluice.worker.driver.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.SourceInput;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiverInputTest {
  private final ReceiverInput input = new ReceiverInput(0);

  private static BlockInfo block(int attempt, long sequence, @Nullable BlockId previous) {
    return new BlockInfo(
        new BlockId(0, attempt, sequence), 1, 1, Optional.ofNullable(previous), Optional.empty());
  }

  @Test
  void refusesABlockWhoseReceiverDoesNotKnowWhatTheDriverHasFixed() {
    var fixed = block(1, 4, new BlockId(0, 1, 3));
    input.rebuild(List.of(fixed));

    assertThat(input.isNext(block(2, 0, new BlockId(0, 1, 3)))).isFalse();
    assertThat(input.isNext(block(2, 0, null))).isFalse();
    assertThat(input.isNext(block(2, 0, fixed.id()))).isTrue();
  }

  @Test
  void takesABlockThatFollowsALostOne() {
    input.rebuild(List.of(block(1, 4, new BlockId(0, 1, 3))));

    assertThat(input.isNext(block(1, 6, new BlockId(0, 1, 5)))).isTrue();
  }

  @Test
  void goesOnUnderAnotherNumberWhenTheProgramHasFewerStreams() {
    input.apply(
        new SourceInput.Blocks(List.of(new BlockReference(new BlockId(3, 1, 9), 1, "line 9"))));

    assertThat(input.lastBlock()).contains(new BlockId(0, 1, 9));
    assertThat(input.add(block(2, 0, new BlockId(0, 1, 9)))).isTrue();
    assertThat(input.allocate(1, List.of()).toString()).contains("block-0-2-0");
  }

  @Test
  void spreadsWhatWaitedForANewDriverOverBatches() {
    var first = block(1, 0, null);
    var second = block(1, 1, first.id());
    var third = block(1, 2, second.id());
    input.rebuild(List.of(first, second, third));
    input.backlogRate(1_600, 1);

    assertThat(taken()).containsExactly(first.id(), second.id());
    input.add(block(1, 3, third.id()));
    assertThat(taken()).hasSize(2);
    input.add(block(1, 4, null));
    input.add(block(1, 5, null));
    input.add(block(1, 6, null));
    assertThat(taken()).as("nothing is left of the backlog").hasSize(3);
  }

  @Test
  void takesOneBlockOfABacklogAtLeast() {
    input.rebuild(List.of(block(1, 0, null), block(1, 1, new BlockId(0, 1, 0))));
    input.backlogRate(400, 1);

    assertThat(taken()).hasSize(1);
  }

  private List<BlockId> taken() {
    var part = (SourceInput.Blocks) input.allocate(1, List.of());
    return part.blocks().stream().map(BlockReference::id).toList();
  }
}
