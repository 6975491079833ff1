package dev.sluice.worker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  @Test
  void seesABufferThatIsLost() {
    LeakCheck.watch();
    lose();
    List<String> found = new ArrayList<>();
    await()
        .untilAsserted(
            () -> {
              found.addAll(LeakCheck.collect());
              assertThat(found).isNotEmpty();
            });
  }

  private static void lose() {
    ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer(16);
    lost.writeLong(1);
  }
}
