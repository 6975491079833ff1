package dev.sluice.worker.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.block.BlockNotFoundException;
import dev.sluice.worker.block.Blocks;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class BlockTransferTest {
  private static final int MIB = 1024 * 1024;
  private static final TransportSettings SETTINGS = TransportSettings.defaults();

  private final Worker sender = new Worker("receiver-1", SETTINGS);
  private final Worker holder = new Worker("executor-1", SETTINGS);
  private final Events events = new Events();
  private final PeerClient client = sender.transport.connect(holder.address(), events);

  @AfterEach
  void stop() {
    sender.close();
    holder.close();
  }

  @Test
  void aBlockComesBackAsItWasPut() throws Exception {
    BlockId previous = new BlockId(1, 2, 6);
    Block block = Blocks.encoded(7, Optional.of(previous), Optional.of("offset ü"), 5, 0, 300_000);
    client.putBlock(block).get(10, SECONDS);
    assertThat(holder.store.inventory()).containsExactly(block.info());

    Block fetched = client.getBlock(block.id()).get(10, SECONDS);
    assertThat(fetched.info()).isEqualTo(block.info());
    assertThat(Blocks.bytes(fetched)).containsExactlyElementsOf(Blocks.bytes(block));
  }

  @Test
  void anEmptyBlockTravelsToo() throws Exception {
    Block block = Blocks.encoded(1);
    client.putBlock(block).get(10, SECONDS);
    assertThat(client.getBlock(block.id()).get(10, SECONDS).info()).isEqualTo(block.info());
  }

  @Test
  void puttingABlockTwiceIsAcknowledgedTwice() throws Exception {
    Block block = Blocks.encoded(1, 1000);
    client.putBlock(block).get(10, SECONDS);
    client.putBlock(block).get(10, SECONDS);
    assertThat(holder.store.usedBytes()).isEqualTo(1000);
  }

  @Test
  void anAbsentBlockIsNamed() {
    assertThatThrownBy(() -> client.getBlock(new BlockId(9, 9, 9)).get(10, SECONDS))
        .hasCauseInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining("block-9-9-9 is not on worker executor-1");
  }

  @Test
  void aLargeBlockLetsExchangeFramesPass() throws Exception {
    Block large = Blocks.encoded(1, 32 * MIB, 32 * MIB);
    CompletableFuture<Void> put = client.putBlock(large);
    CompletableFuture<Boolean> stillUnderWay = new CompletableFuture<>();
    client.trySend(new DataFrame(0, 0, 0, 0, 77, Unpooled.EMPTY_BUFFER));
    ReceivedData data = holder.data.poll(10, SECONDS);
    stillUnderWay.complete(!put.isDone());
    assertThat(data).isNotNull();
    java.util.Objects.requireNonNull(data).consumed();
    assertThat(stillUnderWay).isCompletedWithValue(true);

    put.get(30, SECONDS);
    Block fetched = client.getBlock(large.id()).get(30, SECONDS);
    assertThat(Blocks.bytes(fetched)).containsExactlyElementsOf(Blocks.bytes(large));
  }

  @Test
  void aFullStoreMakesThePutWaitAndThenTimesItOut() throws Exception {
    holder.store.put(Blocks.encoded(1, 200 * MIB)).join();
    try (Worker hasty = new Worker("hasty", SETTINGS.withRequestTimeout(Duration.ofMillis(200)))) {
      PeerClient impatient = hasty.transport.connect(holder.address(), events);
      assertThatThrownBy(() -> impatient.putBlock(Blocks.encoded(2, 100 * MIB)).get(10, SECONDS))
          .hasCauseInstanceOf(TransportException.class)
          .hasMessageContaining("putting block-1-2-2 to executor-1")
          .hasMessageContaining("took longer than 200 ms");
    }
    CompletableFuture<Void> patient = client.putBlock(Blocks.encoded(3, 60 * MIB));
    await().pollDelay(Duration.ofMillis(50)).until(() -> !patient.isDone());
    holder.store.remove(List.of(new BlockId(1, 2, 1)));
    patient.get(30, SECONDS);
    assertThat(holder.store.inventory()).hasSize(1);
  }

  @Test
  void aPeerThatDiesInTheMiddleEndsTheTransferAndItsReservation() throws Exception {
    holder.store.put(Blocks.encoded(1, 200 * MIB)).join();
    CompletableFuture<Void> put = client.putBlock(Blocks.encoded(2, 100 * MIB));
    CompletableFuture<Block> get = client.getBlock(new BlockId(1, 2, 1));
    await().until(() -> client.getBlock(new BlockId(9, 9, 9)).handle((b, e) -> true).get());

    holder.close();

    assertThatThrownBy(() -> put.get(10, SECONDS)).hasCauseInstanceOf(PeerLostException.class);
    assertThat(get.handle((block, failure) -> true).get(10, SECONDS)).isTrue();
    assertThat(events.lost.poll(10, SECONDS)).isNotNull();
    assertThat(holder.store.usedBytes()).isEqualTo(200L * MIB);
    assertThatThrownBy(() -> client.getBlock(new BlockId(1, 2, 1)).get(10, SECONDS))
        .hasCauseInstanceOf(PeerLostException.class);
  }

  @Test
  void objectsStayInTheirProcess() {
    BlockId id = new BlockId(0, 0, 0);
    BlockInfo info = new BlockInfo(id, 1, 8, Optional.empty(), Optional.empty());
    Block block = new Block(info, new BlockContent.Objects(List.of("a")));
    assertThatThrownBy(() -> client.putBlock(block)).hasMessageContaining("encode it");

    holder.store.put(block).join();
    assertThatThrownBy(() -> client.getBlock(id).get(10, SECONDS))
        .hasMessageContaining("held as objects");
  }
}
