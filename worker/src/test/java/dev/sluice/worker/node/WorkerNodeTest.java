package dev.sluice.worker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.Planner;
import dev.sluice.worker.plan.TestStreams;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.settings.PortUnavailableException;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.storage.FileObjectStore;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.S3Access;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole workers over real connections with mutual TLS, with a driver that the test plays. */
class WorkerNodeTest {
  private static final List<String> LINES = List.of("a b a", "c", "b a", "d");
  private static final List<String> EXECUTORS = List.of("executor-0", "executor-1");

  @TempDir private Path certificates;
  @TempDir private Path state;

  private final List<WorkerNode> nodes = new ArrayList<>();

  @BeforeEach
  void issueCertificates() {
    JobAuthority.create("job", Instant.now(), Duration.ofDays(1)).issue(certificates);
  }

  @AfterEach
  void close() {
    nodes.forEach(WorkerNode::close);
  }

  @Test
  void countsWhatAReliableReceiverStores() throws IOException {
    try (var server = HandServer.onNetwork(1, certificates, 0)) {
      var driver = new HandDriver(server);
      open(server, "executor-0", WorkerRole.EXECUTOR);
      open(server, "executor-1", WorkerRole.EXECUTOR);
      open(server, "receiver-0", WorkerRole.RECEIVER);
      driver.awaitWorkers("executor-0", "executor-1", "receiver-0");
      var lines = new ReliableLines(LINES);
      driver.topology(EXECUTORS);
      driver.startReceiver("receiver-0", lines);
      for (var count = 1; count <= LINES.size(); count++) {
        driver.takeBlocks("receiver-0", count);
      }
      await().until(() -> lines.acknowledged() == LINES.size());
      driver.assign(wordCount(), 1_000_001L, EXECUTORS);

      var blocks = driver.takeBlocks("receiver-0", LINES.size());
      var answers = driver.run(1_000_001L, 1, blocks, EXECUTORS);

      assertThat(driver.output(answers))
          .containsExactlyInAnyOrder("(a,3)", "(b,2)", "(c,1)", "(d,1)");
      driver.removeBlocks(blocks);
      driver.shutDown(0, "all is done");
      assertThat(nodes)
          .allSatisfy(
              node -> assertThat(node.awaitExit()).isEqualTo(new WorkerExit(0, "all is done")));
    }
  }

  @Test
  void losesNothingWithAnExecutorBecauseTheReceiverHoldsTheSecondCopy() throws IOException {
    try (var server = HandServer.onNetwork(1, certificates, 0)) {
      var driver = new HandDriver(server);
      var dying = open(server, "executor-0", WorkerRole.EXECUTOR);
      open(server, "executor-1", WorkerRole.EXECUTOR);
      open(server, "receiver-0", WorkerRole.RECEIVER);
      driver.awaitWorkers("executor-0", "executor-1", "receiver-0");
      driver.topology(EXECUTORS);
      driver.startReceiver("receiver-0", new ReliableLines(LINES));
      driver.takeBlocks("receiver-0", 1);
      driver.takeBlocks("receiver-0", 2);

      dying.close();
      await().until(() -> !server.workers().contains("executor-0"));
      var left = List.of("executor-1");
      driver.topology(left);
      for (var count = 3; count <= LINES.size(); count++) {
        driver.takeBlocks("receiver-0", count);
      }
      driver.assign(wordCount(), 2, left);
      var blocks = driver.takeBlocks("receiver-0", LINES.size());

      assertThat(driver.output(driver.run(2, 1, blocks, left)))
          .containsExactlyInAnyOrder("(a,3)", "(b,2)", "(c,1)", "(d,1)");
    }
  }

  @Test
  void losesNothingWithTheReceiverAndLaterAnExecutorWhenItsBlocksWereCopied() throws IOException {
    try (var server = HandServer.onNetwork(1, certificates, 0)) {
      var driver = new HandDriver(server);
      var second = open(server, "executor-0", WorkerRole.EXECUTOR);
      var first = open(server, "receiver-0", WorkerRole.RECEIVER);
      driver.awaitWorkers("executor-0", "receiver-0");
      driver.topology(List.of("executor-0"));
      driver.startReceiver("receiver-0", new ReliableLines(LINES));
      for (var count = 1; count < LINES.size(); count++) {
        driver.takeBlocks("receiver-0", count);
      }
      var blocks = driver.takeBlocks("receiver-0", LINES.size());
      open(server, "executor-1", WorkerRole.EXECUTOR);
      driver.awaitWorkers("executor-1");

      first.close();
      await().until(() -> !server.workers().contains("receiver-0"));
      var copied = driver.copy("executor-0", blocks, "executor-1");
      second.close();
      await().until(() -> !server.workers().contains("executor-0"));
      var left = List.of("executor-1");
      driver.assign(wordCount(), 2, left);

      assertThat(driver.output(driver.run(2, 1, copied, left)))
          .containsExactlyInAnyOrder("(a,3)", "(b,2)", "(c,1)", "(d,1)");
    }
  }

  @Test
  void aNewDriverFindsBlocksAndReceiversAndGoesOnWithThem() throws IOException {
    var lines = new ReliableLines(LINES);
    int port;
    try (var server = HandServer.onNetwork(1, certificates, 0)) {
      port = server.port();
      var driver = new HandDriver(server);
      open(server, "executor-0", WorkerRole.EXECUTOR);
      open(server, "receiver-0", WorkerRole.RECEIVER);
      driver.awaitWorkers("executor-0", "receiver-0");
      driver.topology(List.of("executor-0"));
      driver.startReceiver("receiver-0", lines);
      driver.takeBlocks("receiver-0", 1);
      await()
          .until(
              () -> server.from("receiver-0").stream().filter(m -> m.hasBlockAdded()).count() == 2);
    }
    assertThat(lines.acknowledged()).isEqualTo(1);

    try (var server = HandServer.onNetwork(2, certificates, port)) {
      var driver = new HandDriver(server);
      driver.awaitWorkers("executor-0", "receiver-0");
      var register = server.registration("receiver-0");
      assertThat(register.getBlocksCount()).isEqualTo(2);
      assertThat(register.getReceiversCount()).isEqualTo(1);
      assertThat(register.getHighestEpoch()).isEqualTo(1);
      assertThat(server.registration("executor-0").getBlocksCount()).isEqualTo(2);

      for (var count = 1; count <= LINES.size() - 1; count++) {
        driver.takeBlocks("receiver-0", count);
      }

      await().until(() -> lines.acknowledged() == LINES.size());
    }
  }

  @Test
  void worksInsideTheDriversJvm() throws IOException {
    try (var server = HandServer.inProcess()) {
      var driver = new HandDriver(server);
      nodes.add(
          WorkerNode.local(
              server.name(),
              Settings.of(Map.of()),
              store(),
              new JobFiles(S3Access.NONE),
              getClass().getClassLoader(),
              2));
      var local = List.of("local");
      driver.awaitWorkers("local");
      driver.topology(local);
      driver.startReceiver("local", new ReliableLines(LINES));
      driver.assign(wordCount(), 1, local);
      for (var count = 1; count <= LINES.size(); count++) {
        driver.takeBlocks("local", count);
      }

      var blocks = driver.takeBlocks("local", LINES.size());

      assertThat(blocks.get(0).getWorkerIdsList()).containsExactly("local");
      assertThat(driver.output(driver.run(1, 1, blocks, local)))
          .containsExactlyInAnyOrder("(a,3)", "(b,2)", "(c,1)", "(d,1)");
    }
  }

  @Test
  void leavesWithoutAWordOfTheDriverWhenTheGraceIsOver() throws IOException {
    try (var server = HandServer.onNetwork(1, certificates, 0)) {
      var node = open(server, "executor-0", WorkerRole.EXECUTOR);

      node.leave(Duration.ofMillis(20));

      assertThat(node.awaitExit().code()).isZero();
    }
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (var server = HandServer.onNetwork(1, certificates, 0)) {
      assertThatThrownBy(() -> open(server, "executor-0", server.port(), WorkerRole.EXECUTOR))
          .isInstanceOf(PortUnavailableException.class)
          .hasMessageContaining("SLUICE_DATA_PORT");
    }
  }

  private WorkerNode open(HandServer server, String id, WorkerRole role) {
    return open(server, id, 0, role);
  }

  private WorkerNode open(HandServer server, String id, int dataPort, WorkerRole role) {
    var environment =
        new WorkerEnvironment(
            "job",
            id,
            Set.of(role),
            server.address(),
            InetAddress.getLoopbackAddress().getHostAddress(),
            dataPort,
            Optional.of(certificates),
            "digest",
            getClass().getClassLoader(),
            1,
            1 << 24);
    var node = WorkerNode.open(environment, store(), new JobFiles(S3Access.NONE));
    nodes.add(node);
    return node;
  }

  private ObjectStore store() {
    return new FileObjectStore(state);
  }

  private static Plan wordCount() {
    var graph =
        TestStreams.graph(
            streams ->
                streams
                    .<String>source()
                    .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                    .mapToPair(word -> Tuple2.of(word, 1L))
                    .reduceByKey(Long::sum)
                    .print(100));
    return Planner.plan(graph, new PlanSettings(1000, 4, 64)).plan();
  }
}
