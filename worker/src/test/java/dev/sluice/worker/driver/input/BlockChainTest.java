package dev.sluice.worker.driver.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockChainTest {
  @Test
  void takesAllBlocksOfOneAttemptInOrder() {
    var first = block(1, 0, null);
    var second = block(1, 1, first.id());

    var rebuilt = BlockChain.rebuild(null, List.of(second, first));

    assertThat(rebuilt.waiting()).containsExactly(first, second);
    assertThat(rebuilt.orphans()).isEmpty();
    assertThat(rebuilt.missing()).isEmpty();
  }

  @Test
  void leavesOutWhatLoggedBatchesRead() {
    var first = block(1, 0, null);
    var second = block(1, 1, first.id());

    assertThat(BlockChain.rebuild(first.id(), List.of(first, second)).waiting())
        .containsExactly(second);
    assertThat(BlockChain.rebuild(second.id(), List.of(first, second)).waiting()).isEmpty();
  }

  @Test
  void dropsWhatAnEarlierAttemptStoredAfterItsLastAcceptedBlock() {
    var accepted = block(1, 0, null);
    var orphan = block(1, 1, accepted.id());
    var next = block(2, 0, accepted.id());

    var rebuilt = BlockChain.rebuild(null, List.of(accepted, orphan, next));

    assertThat(rebuilt.waiting()).containsExactly(accepted, next);
    assertThat(rebuilt.orphans()).containsExactly(orphan.id());
  }

  @Test
  void namesBlocksThatMustExistAndAreNotShown() {
    var first = block(1, 0, null);
    var third = block(1, 2, new BlockId(0, 1, 1));

    assertThat(BlockChain.rebuild(null, List.of(first, third)).missing())
        .containsExactly(new BlockId(0, 1, 1));
  }

  @Test
  void missesNothingWhereAReceiverFailedToStoreABlock() {
    var first = block(1, 0, null);
    var third = block(1, 2, first.id());

    assertThat(BlockChain.rebuild(null, List.of(first, third)).missing()).isEmpty();
  }

  @Test
  void namesTheEndOfAnEarlierAttemptThatIsNotShown() {
    var first = block(1, 0, null);
    var next = block(2, 0, new BlockId(0, 1, 1));

    var rebuilt = BlockChain.rebuild(null, List.of(first, next));

    assertThat(rebuilt.waiting()).containsExactly(first, next);
    assertThat(rebuilt.missing()).containsExactly(new BlockId(0, 1, 1));
  }

  @Test
  void missesNothingWhenTheChainEndsAtTheFrontier() {
    var frontier = new BlockId(0, 1, 7);
    var next = block(2, 0, frontier);

    var rebuilt = BlockChain.rebuild(frontier, List.of(next));

    assertThat(rebuilt.waiting()).containsExactly(next);
    assertThat(rebuilt.missing()).isEmpty();
  }

  @Test
  void nothingHeldIsNothingToDo() {
    assertThat(BlockChain.rebuild(new BlockId(0, 1, 7), List.of()))
        .isEqualTo(new BlockChain.Rebuilt(List.of(), List.of(), List.of()));
  }

  private static BlockInfo block(int attempt, long sequence, @Nullable BlockId previous) {
    return new BlockInfo(
        new BlockId(0, attempt, sequence),
        10,
        100,
        Optional.ofNullable(previous),
        Optional.empty());
  }
}
