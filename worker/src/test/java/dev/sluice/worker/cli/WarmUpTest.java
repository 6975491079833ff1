package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.streaming.StreamingContext;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void goesThroughAndLeavesTheJvmToTheJob() {
    assertThat(WarmUp.run()).isTrue();

    assertThat(StreamingContext.getActive()).isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("lane-")));
  }
}
