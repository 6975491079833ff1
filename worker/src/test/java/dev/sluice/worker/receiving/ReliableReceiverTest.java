package dev.sluice.worker.receiving;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.StreamingContext;
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
  private static final String HOST = "127.0.0.1";

  @TempDir private Path directory;

  private final Map<String, WorkerNode> workers = new HashMap<>();
  private final Queue<String> processed = new ConcurrentLinkedQueue<>();
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
  void losesNothingThatItAcknowledgedWhenItsWorkerDies() throws IOException {
    try (var broker = MessageBroker.start(MESSAGES);
        var context =
            new StreamingContext(
                new SluiceConf().set("streaming.receiverRestartDelay", "50"),
                Duration.ofMillis(50))) {
      context
          .receiverStream(new MessageReceiver(HOST, broker.port()))
          .foreachRDD(
              rdd -> {
                processed.addAll(rdd.collect());
              });
      startWorker("executor-0", WorkerRole.EXECUTOR);
      startWorker("receiver-0", WorkerRole.RECEIVER);
      context.start();

      await().atMost(Duration.ofSeconds(60)).until(() -> !broker.acknowledged().isEmpty());
      startWorker("receiver-1", WorkerRole.RECEIVER);
      var killed = requireNonNull(workers.remove("receiver-0"));
      assertThat(broker.hasForgottenAll()).isFalse();
      killed.close();

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
          .receiverStream(new MessageReceiver(HOST, broker.port()))
          .foreachRDD(
              rdd -> {
                processed.addAll(rdd.collect());
              });
      startWorker("executor-0", WorkerRole.EXECUTOR);
      startWorker("receiver-0", WorkerRole.RECEIVER);
      context.start();

      await().atMost(Duration.ofSeconds(60)).until(() -> !broker.acknowledged().isEmpty());
      startWorker("receiver-1", WorkerRole.RECEIVER);
      var leaver = requireNonNull(workers.get("receiver-0"));
      assertThat(broker.hasForgottenAll()).isFalse();
      leaver.leave(Duration.ofSeconds(60));

      await().atMost(Duration.ofSeconds(30)).until(() -> leaver.exit().isDone());
      assertThat(leaver.exit().join().line())
          .isEqualTo("its receivers have moved to other workers");
      leaver.close();
      await().atMost(Duration.ofSeconds(60)).until(broker::hasForgottenAll);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(processed).hasSizeGreaterThanOrEqualTo(MESSAGES));
      assertThat(processed).doesNotHaveDuplicates().containsAll(broker.acknowledged());
    }
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
