package dev.sluice.worker.receiving;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverStarted;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
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
  private static final String HOST = "127.0.0.1";

  @TempDir private Path directory;

  private final Map<String, WorkerNode> workers = new HashMap<>();
  private final Queue<Long> processed = new ConcurrentLinkedQueue<>();
  private final Map<Integer, String> running = new ConcurrentHashMap<>();
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
    workers.values().forEach(WorkerNode::close);
    DriverProcess.close();
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
      startWorker("executor-0", WorkerRole.EXECUTOR);
      startWorker("receiver-0", WorkerRole.RECEIVER);
      context.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> processed.size() > 100);
      assertThat(shardsOf("receiver-0")).isEqualTo(SHARDS);

      startWorker("receiver-1", WorkerRole.RECEIVER);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> shardsOf("receiver-0") == 2 && shardsOf("receiver-1") == 2);
      requireNonNull(workers.remove("receiver-0")).close();
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

  private void startWorker(String name, WorkerRole... roles) {
    workers.put(
        name,
        WorkerNode.open(
            new WorkerEnvironment(
                "job",
                name,
                Set.copyOf(Arrays.asList(roles)),
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
