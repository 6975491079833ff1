package dev.sluice.worker.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.receiver.Receiver;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import dev.sluice.streaming.scheduler.StreamInputInfo;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.streaming.scheduler.StreamingListenerBatchCompleted;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverError;
import dev.sluice.worker.endtoend.OneJvmCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every worker of a job dies at once, with all blocks that they held. */
@Timeout(120)
class LostWorkersTest {
  private static final int MESSAGES = 4_000;
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir private Path directory;

  private final Map<Time, List<String>> output = new ConcurrentHashMap<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final List<StreamingContext> jobs = new ArrayList<>();
  private final LongAdder lostRecords = new LongAdder();
  private final CountDownLatch proceed = new CountDownLatch(1);
  private OneJvmCluster cluster;

  @BeforeEach
  void enter() throws IOException {
    cluster = OneJvmCluster.enter(directory, 1, 1);
  }

  @AfterEach
  void leave() {
    jobs.forEach(StreamingContext::close);
    cluster.close();
  }

  @Test
  void theLogHasWhatTheyHeld() throws IOException {
    var conf = conf().set("streaming.receiver.writeAheadLog.enable", "true");
    try (var broker = MessageBroker.start(MESSAGES)) {
      start(conf, receiver(broker));
      proceed.countDown();
      await().atMost(LONG).until(() -> broker.acknowledged().size() > 100);
      var first = segments().get(0);

      replaceAllWorkers();

      await().atMost(LONG).until(broker::hasForgottenAll);
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(outputRecords()).containsAll(broker.acknowledged()));
      await().atMost(LONG).untilAsserted(() -> assertThat(segments()).doesNotContain(first));
      assertThat(errors).noneMatch(error -> error.contains("lost"));
    }
  }

  @Test
  void withoutTheLogTheBatchSaysWhichRecordsOfWhichStreamItGoesWithout() throws IOException {
    try (var broker = MessageBroker.start(MESSAGES)) {
      start(conf(), receiver(broker));
      await().atMost(LONG).until(() -> broker.acknowledged().size() > 100);
      replaceAllWorkers();
      proceed.countDown();

      await().atMost(LONG).until(broker::hasForgottenAll);
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                var gone = new HashSet<>(broker.acknowledged());
                gone.removeAll(outputRecords());
                assertThat(lostRecords.sum()).isPositive().isGreaterThanOrEqualTo(gone.size());
              });
      assertThat(errors)
          .anyMatch(error -> error.matches("\\d+ records \\(\\d+ blocks\\) of .* are lost: .*"));
    }
  }

  @Test
  void aJobThatMustNotGoOnWithoutThemEndsAndSaysHowItWould() throws Exception {
    var conf = conf().set("streaming.receiver.lostBlocks", "fail");
    try (var broker = MessageBroker.start(MESSAGES)) {
      var context = start(conf, receiver(broker));
      await().atMost(LONG).until(() -> broker.acknowledged().size() > 100);
      replaceAllWorkers();
      proceed.countDown();

      assertThatThrownBy(() -> context.awaitTerminationOrTimeout(LONG.toMillis()))
          .hasMessageContaining("are lost: the batch of")
          .hasMessageEndingWith("set streaming.receiver.lostBlocks=continue to go on without them");
    }
  }

  @Test
  void aSourceWithPositionsIsReadAgainSoThatNothingIsLostOrTwice() {
    start(conf(), new NumberedReceiver());
    await().atMost(LONG).until(() -> NumberedReceiver.stored() > 30);
    replaceAllWorkers();
    proceed.countDown();

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(outputRecords()).hasSize(NumberedReceiver.TOTAL));
    assertThat(outputRecords()).doesNotHaveDuplicates();
    assertThat(errors).noneMatch(error -> error.contains("lost"));
  }

  private static SluiceConf conf() {
    return new SluiceConf()
        .set("streaming.receiverRestartDelay", "50")
        .set("checkpoint.periodSeconds", "1");
  }

  /** Starts a job whose first output waits until it may proceed. */
  private StreamingContext start(SluiceConf conf, Receiver<String> receiver) {
    var context = new StreamingContext(conf, Duration.ofMillis(50));
    jobs.add(context);
    context.addStreamingListener(new Reports());
    context
        .receiverStream(receiver)
        .foreachRDD(
            (rdd, time) -> {
              if (!proceed.await(LONG.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the test has not let the output proceed");
              }
              output.put(time, rdd.collect());
            });
    startWorkers("0");
    context.start();
    return context;
  }

  private static Receiver<String> receiver(MessageBroker broker) {
    return new MessageReceiver(OneJvmCluster.HOST, broker.port());
  }

  private void replaceAllWorkers() {
    cluster.killWorkers();
    startWorkers("1");
  }

  private List<String> outputRecords() {
    return output.values().stream().flatMap(List::stream).toList();
  }

  private final class Reports implements StreamingListener {
    @Override
    public void onReceiverError(StreamingListenerReceiverError event) {
      errors.add(event.receiverInfo().lastErrorMessage());
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted event) {
      for (var info : event.batchInfo().streamIdToInputInfo().values()) {
        var lost = info.metadata().get(StreamInputInfo.METADATA_KEY_LOST_RECORDS);
        lostRecords.add(lost instanceof Long records ? records : 0);
      }
    }
  }

  private List<String> segments() {
    try (var store = cluster.store()) {
      return store.list("wal/", "");
    }
  }

  private void startWorkers(String number) {
    cluster.startExecutor("executor-" + number);
    cluster.startReceiver("receiver-" + number);
  }
}
