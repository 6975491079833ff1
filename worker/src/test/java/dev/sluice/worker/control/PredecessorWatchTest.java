package dev.sluice.worker.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredecessorWatchTest {
  @Test
  void hearsOfTheEndOfADriverWithinASecond() {
    var server = ControlServer.listen("127.0.0.1", 0, null);
    var address = new ControlAddress.Remote("127.0.0.1", server.port());
    try (var watch = new PredecessorWatch(new ControlChannels(address, Optional.empty()))) {
      await()
          .during(Duration.ofMillis(300))
          .atMost(Duration.ofSeconds(5))
          .until(() -> !watch.gone().isDone());

      server.announceEnd();
      server.close();

      await().atMost(Duration.ofSeconds(1)).until(() -> watch.gone().isDone());
      assertThat(watch.gone()).isCompleted();
    }
  }
}
