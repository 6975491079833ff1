package dev.sluice.worker.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverStarted;
import dev.sluice.worker.endtoend.OneJvmCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sharded receiver in a job with a driver and workers that come and go. */
@Timeout(120)
class ShardedReceiverTest {
  private static final int SHARDS = 4;
  private static final long NUMBERS = 4_000;

  @TempDir private Path directory;

  private final Queue<Long> processed = new ConcurrentLinkedQueue<>();
  private final Map<Integer, String> running = new ConcurrentHashMap<>();
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
  void followsTheReceiverWorkersUpAndDownAndCountsEveryRecordOnce() {
    try (var context =
        new StreamingContext(
            new SluiceConf().set("streaming.receiverRestartDelay", "50"), Duration.ofMillis(50))) {
      context.addStreamingListener(noteWhereReceiversRun());
      context
          .receiverStream(new NumberedSource(SHARDS, NUMBERS))
          .foreachRDD(
              rdd -> {
                processed.addAll(rdd.collect());
              });
      cluster.startExecutor("executor-0");
      cluster.startReceiver("receiver-0");
      context.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> processed.size() > 100);
      assertThat(shardsOf("receiver-0")).isEqualTo(SHARDS);

      cluster.startReceiver("receiver-1");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> shardsOf("receiver-0") == 2 && shardsOf("receiver-1") == 2);
      cluster.kill("receiver-0");
      await().atMost(Duration.ofSeconds(30)).until(() -> shardsOf("receiver-1") == SHARDS);

      await().atMost(Duration.ofSeconds(60)).until(() -> processed.size() >= NUMBERS);
      assertThat(processed).doesNotHaveDuplicates().hasSize((int) NUMBERS);
    }
  }

  private long shardsOf(String worker) {
    return running.values().stream().filter(worker::equals).count();
  }

  private StreamingListener noteWhereReceiversRun() {
    return new StreamingListener() {
      @Override
      public void onReceiverStarted(StreamingListenerReceiverStarted event) {
        running.put(event.receiverInfo().streamId(), event.receiverInfo().executorId());
      }
    };
  }
}
