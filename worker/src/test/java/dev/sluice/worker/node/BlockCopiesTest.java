package dev.sluice.worker.node;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockCopy;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.receiver.BlockReplicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlockCopiesTest {
  private static final BlockId FIRST = new BlockId(0, 1, 0);
  private static final BlockId SECOND = new BlockId(0, 1, 1);
  private static final BlockId GONE = new BlockId(0, 1, 2);

  private final BlockStore own = new BlockStore(1 << 20);
  private final Map<String, BlockStore> others =
      Map.of("executor-0", new BlockStore(1 << 20), "executor-1", new BlockStore(1 << 20));
  private final List<WorkerMessage> told = new ArrayList<>();

  @Test
  void copiesWhatThereIsAndTellsOfEachCopyThatIsThere() throws Exception {
    put(FIRST);
    put(SECOND);

    copies((peer, block) -> requireNonNull(others.get(peer.getWorkerId())).put(block))
        .copy(
            List.of(
                copy(FIRST, "executor-0"), copy(GONE, "executor-0"), copy(SECOND, "executor-1")))
        .get(30, TimeUnit.SECONDS);

    assertThat(requireNonNull(others.get("executor-0")).get(FIRST)).isPresent();
    assertThat(requireNonNull(others.get("executor-1")).get(SECOND)).isPresent();
    assertThat(told)
        .extracting(message -> WireBlocks.fromWire(message.getBlockCopied().getId()))
        .containsExactly(FIRST, SECOND);
    assertThat(told.get(1).getBlockCopied().getWorkerId()).isEqualTo("executor-1");
  }

  @Test
  void goesOnAfterACopyThatFails() throws Exception {
    put(FIRST);
    put(SECOND);
    var calls = new AtomicInteger();

    var done =
        copies(
                (peer, block) ->
                    calls.getAndIncrement() == 0
                        ? CompletableFuture.failedFuture(new IllegalStateException("dead"))
                        : requireNonNull(others.get(peer.getWorkerId())).put(block))
            .copy(List.of(copy(FIRST, "executor-0"), copy(SECOND, "executor-0")));

    assertThatCode(() -> done.get(30, TimeUnit.SECONDS)).doesNotThrowAnyException();
    assertThat(told)
        .extracting(message -> WireBlocks.fromWire(message.getBlockCopied().getId()))
        .containsExactly(SECOND);
  }

  private BlockCopies copies(BlockReplicator replicator) {
    return new BlockCopies(own, replicator, told::add);
  }

  private void put(BlockId id) {
    var info = new BlockInfo(id, 1, 10, Optional.empty(), Optional.empty());
    own.put(new Block(info, new BlockContent.Objects(List.of("a")))).join();
  }

  private static BlockCopy copy(BlockId id, String target) {
    return BlockCopy.newBuilder()
        .setId(WireBlocks.toWire(id))
        .setTarget(Peer.newBuilder().setWorkerId(target))
        .build();
  }
}
