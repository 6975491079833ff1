package dev.sluice.worker.receiving;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  @TempDir private Path directory;

  private final Map<String, WorkerNode> workers = new ConcurrentHashMap<>();
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
  void theLogHasWhatTheyHeld() throws IOException {
    var output = new ConcurrentHashMap<Long, List<String>>();
    var conf =
        new SluiceConf()
            .set("streaming.receiverRestartDelay", "50")
            .set("checkpoint.periodSeconds", "1")
            .set("streaming.receiver.writeAheadLog.enable", "true");
    try (var broker = MessageBroker.start(MESSAGES);
        var context = new StreamingContext(conf, Duration.ofMillis(50))) {
      context
          .receiverStream(new MessageReceiver(HOST, broker.port()))
          .foreachRDD(
              (rdd, time) -> {
                output.put(time.milliseconds(), rdd.collect());
              });
      startWorkers("0");
      context.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> broker.acknowledged().size() > 100);
      var first = segments().get(0);

      List.copyOf(workers.values()).forEach(WorkerNode::close);
      workers.clear();
      startWorkers("1");

      await().atMost(Duration.ofSeconds(60)).until(broker::hasForgottenAll);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(output.values().stream().flatMap(List::stream).distinct())
                      .containsAll(broker.acknowledged()));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(segments()).doesNotContain(first));
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
