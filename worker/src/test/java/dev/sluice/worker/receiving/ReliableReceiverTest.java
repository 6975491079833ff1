package dev.sluice.worker.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.endtoend.OneJvmCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reliable receiver of the documentation, in a job with a driver and workers of its own. */
@Timeout(120)
class ReliableReceiverTest {
  private static final int MESSAGES = 5_000;

  @TempDir private Path directory;

  private final Queue<String> processed = new ConcurrentLinkedQueue<>();
  private OneJvmCluster cluster;

  @BeforeEach
  void enter() throws IOException {
    cluster = OneJvmCluster.enter(directory, 1, 1);
  }

  @AfterEach
  void leave() {
    cluster.close();
  }

  @Test
  void losesNothingThatItAcknowledgedWhenItsWorkerDies() throws IOException {
    try (var broker = MessageBroker.start(MESSAGES);
        var context =
            new StreamingContext(
                new SluiceConf().set("streaming.receiverRestartDelay", "50"),
                Duration.ofMillis(50))) {
      context
          .receiverStream(new MessageReceiver(OneJvmCluster.HOST, broker.port()))
          .foreachRDD(
              rdd -> {
                processed.addAll(rdd.collect());
              });
      cluster.startExecutor("executor-0");
      cluster.startReceiver("receiver-0");
      context.start();

      await().atMost(Duration.ofSeconds(60)).until(() -> !broker.acknowledged().isEmpty());
      cluster.startReceiver("receiver-1");
      assertThat(broker.hasForgottenAll()).isFalse();
      cluster.kill("receiver-0");

      await().atMost(Duration.ofSeconds(60)).until(broker::hasForgottenAll);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(Set.copyOf(processed)).hasSize(MESSAGES));
      assertThat(broker.connections()).isGreaterThan(1);
      assertThat(processed).containsAll(broker.acknowledged());
    }
  }

  @Test
  void losesAndRepeatsNothingWhenItsWorkerIsAskedToEnd() throws IOException {
    try (var broker = MessageBroker.start(MESSAGES);
        var context =
            new StreamingContext(
                new SluiceConf().set("streaming.receiverRestartDelay", "50"),
                Duration.ofMillis(50))) {
      context
          .receiverStream(new MessageReceiver(OneJvmCluster.HOST, broker.port()))
          .foreachRDD(
              rdd -> {
                processed.addAll(rdd.collect());
              });
      cluster.startExecutor("executor-0");
      cluster.startReceiver("receiver-0");
      context.start();

      await().atMost(Duration.ofSeconds(60)).until(() -> !broker.acknowledged().isEmpty());
      cluster.startReceiver("receiver-1");
      var leaver = cluster.worker("receiver-0");
      assertThat(broker.hasForgottenAll()).isFalse();
      leaver.leave(Duration.ofSeconds(60));

      await().atMost(Duration.ofSeconds(30)).until(() -> leaver.exit().isDone());
      assertThat(leaver.exit().join().line())
          .isEqualTo("its receivers have moved to other workers");
      cluster.kill("receiver-0");
      await().atMost(Duration.ofSeconds(60)).until(broker::hasForgottenAll);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(processed).hasSizeGreaterThanOrEqualTo(MESSAGES));
      assertThat(processed).doesNotHaveDuplicates().containsAll(broker.acknowledged());
    }
  }
}
