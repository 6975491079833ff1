package dev.sluice.worker.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BlockStoreTest {
  private final BlockStore store = new BlockStore(100);

  @Test
  void aFullStoreMakesAPutWaitUntilBlocksAreRemoved() {
    Block first = Blocks.encoded(1, 60);
    Block second = Blocks.encoded(2, 60);
    assertThat(store.put(first)).isCompleted();

    CompletableFuture<Void> waiting = store.put(second);
    assertThat(waiting).isNotDone();
    assertThat(store.get(second.id())).isEmpty();

    assertThat(store.remove(List.of(first.id()))).isEqualTo(1);
    assertThat(waiting).isCompleted();
    assertThat(store.get(second.id())).containsSame(second);
    assertThat(store.usedBytes()).isEqualTo(60);
  }

  @Test
  void grantsRoomInTheOrderOfAskingSoThatALargeBlockIsNotStarved() {
    Block first = Blocks.encoded(1, 60);
    store.put(first).join();
    CompletableFuture<Void> large = store.put(Blocks.encoded(2, 90));
    CompletableFuture<Void> small = store.put(Blocks.encoded(3, 10));
    assertThat(small).isNotDone();

    store.remove(List.of(first.id()));
    assertThat(large).isCompleted();
    assertThat(small).isCompleted();
  }

  @Test
  void aWaiterThatGivesUpIsPassedOver() {
    store.put(Blocks.encoded(1, 60)).join();
    CompletableFuture<Void> large = store.put(Blocks.encoded(2, 90));
    CompletableFuture<Void> small = store.put(Blocks.encoded(3, 10));

    large.cancel(false);

    assertThat(small).isCompleted();
    assertThat(store.usedBytes()).isEqualTo(70);
  }

  @Test
  void refusesABlockThatWouldNeverFit() {
    assertThatThrownBy(() -> store.put(Blocks.encoded(1, 101)).join())
        .hasCauseInstanceOf(BlockTooLargeException.class)
        .hasMessageContaining("raise the store's bound");
  }

  @Test
  void puttingABlockTwiceCountsItOnce() {
    store.put(Blocks.encoded(1, 40)).join();
    store.put(Blocks.encoded(1, 40)).join();
    assertThat(store.usedBytes()).isEqualTo(40);
    assertThat(store.inventory()).hasSize(1);
  }

  @Test
  void aCancelledReservationGivesItsRoomBackOnce() {
    Reservation reservation = store.reserve(new BlockId(0, 0, 0), 80).join();
    assertThat(store.usedBytes()).isEqualTo(80);
    reservation.cancel();
    reservation.cancel();
    assertThat(store.usedBytes()).isZero();
  }

  @Test
  void listsWhatItHoldsInOrderWithLinksAndPositions() {
    BlockId first = new BlockId(1, 2, 1);
    Block second = Blocks.encoded(2, Optional.of(first), Optional.of("offset 7"), 10);
    store.put(second).join();
    store.put(Blocks.encoded(1, 10)).join();

    assertThat(store.inventory()).extracting(BlockInfo::id).containsExactly(first, second.id());
    assertThat(store.inventory().get(1)).isEqualTo(second.info());
  }

  @Test
  void refusesContentThatIsNotWhatItAnnounces() {
    BlockInfo info = new BlockInfo(new BlockId(0, 0, 0), 2, 10, Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> new Block(info, new BlockContent.Objects(List.of("one"))))
        .hasMessageContaining("announces 2 records and has 1");
  }
}
