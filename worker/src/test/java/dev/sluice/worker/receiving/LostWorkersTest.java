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
import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.driver.DriverEnvironment;
import dev.sluice.worker.driver.DriverProcess;
import dev.sluice.worker.driver.RestorePolicy;
import dev.sluice.worker.launch.LocalPorts;
import dev.sluice.worker.node.WorkerEnvironment;
import dev.sluice.worker.node.WorkerNode;
import dev.sluice.worker.node.WorkerRole;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.FileObjectStore;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.S3Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
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
  private static final String HOST = "127.0.0.1";
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir private Path directory;

  private final Map<String, WorkerNode> workers = new ConcurrentHashMap<>();
  private final Map<Time, List<String>> output = new ConcurrentHashMap<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final List<StreamingContext> jobs = new ArrayList<>();
  private final LongAdder lostRecords = new LongAdder();
  private final CountDownLatch proceed = new CountDownLatch(1);
  private int port;

  @BeforeEach
  void enterDriver() throws IOException {
    JobAuthority.create("job", Instant.now(), Duration.ofDays(1)).issue(directory.resolve("tls"));
    port = LocalPorts.choose(1).get(0);
    DriverProcess.enter(
        new DriverEnvironment(
            "job",
            "job",
            1,
            null,
            HOST,
            port,
            0,
            directory.resolve("tls"),
            new FileLocation(directory.resolve("store")),
            S3Access.NONE,
            1,
            RestorePolicy.MUST_BE_EMPTY,
            1,
            1,
            "",
            getClass().getClassLoader(),
            (code, line) -> {}));
  }

  @AfterEach
  void leave() {
    jobs.forEach(StreamingContext::close);
    workers.values().forEach(WorkerNode::close);
    DriverProcess.close();
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
    return new MessageReceiver(HOST, broker.port());
  }

  private void replaceAllWorkers() {
    List.copyOf(workers.values()).forEach(WorkerNode::close);
    workers.clear();
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
    try (var store = new FileObjectStore(directory.resolve("store"))) {
      return store.list("wal/", "");
    }
  }

  private void startWorkers(String number) {
    startWorker("executor-" + number, WorkerRole.EXECUTOR);
    startWorker("receiver-" + number, WorkerRole.RECEIVER);
  }

  private void startWorker(String name, WorkerRole role) {
    workers.put(
        name,
        WorkerNode.open(
            new WorkerEnvironment(
                "job",
                name,
                Set.of(role),
                ControlAddress.parse(HOST + ":" + port),
                HOST,
                0,
                Optional.of(directory.resolve("tls")),
                "",
                getClass().getClassLoader(),
                1,
                1 << 24),
            new FileObjectStore(directory.resolve("store")),
            new JobFiles(S3Access.NONE)));
  }
}
