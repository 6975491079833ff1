package dev.sluice.worker.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Role;
import dev.sluice.worker.control.wire.Waiting;
import dev.sluice.worker.control.wire.WorkerMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ControlServerTest {
  private static final Admission ADMISSION = new Admission("job", "digest", 4, Map.of());

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final RecordingListener listener =
      new RecordingListener(
          Register.newBuilder()
              .setJobUid("job")
              .setProgramDigest("digest")
              .setWorkerId("executor-0")
              .addRoles(Role.ROLE_EXECUTOR)
              .build());

  @Test
  void letsAWorkerInThatConnectedBeforeTheDriverHadTheLog() {
    try (var server = ControlServer.listen("127.0.0.1", 0, null);
        var worker = worker(server)) {
      await().until(() -> !listener.hints().isEmpty());
      assertThat(server.waiting()).isEqualTo(new WaitingWorkers(0, 0));
      await()
          .until(
              () -> {
                worker.prepared();
                return server.waiting().equals(new WaitingWorkers(1, 0));
              });
      assertThat(worker.isConnected()).isFalse();

      server.admit(ADMISSION, new Noting());

      await().until(() -> listener.heard().contains("registered 4"));
      assertThat(told).containsExactly("joined executor-0");
    }
    await().until(() -> told.contains("left"));
  }

  @Test
  void workersThatWaitHearOfEachOtherAndOfThePlan() {
    var other =
        new RecordingListener(
            Register.newBuilder()
                .setWorkerId("executor-1")
                .setHost("10.0.0.2")
                .setDataPort(7078)
                .addRoles(Role.ROLE_EXECUTOR)
                .build());
    try (var server = ControlServer.listen("127.0.0.1", 0, null);
        var first = worker(server)) {
      await().until(() -> !listener.hints().isEmpty());
      server.makeReady(Waiting.newBuilder().setPlan(ByteString.copyFromUtf8("plan")).build());

      try (var second = worker(server, other)) {
        await().until(() -> named(listener).contains("executor-1"));
        await().until(() -> named(other).contains("executor-0"));
        await().until(() -> hasPlan(listener) && hasPlan(other));
        assertThat(first.isConnected() || second.isConnected()).isFalse();
      }
    }
  }

  private static List<String> named(RecordingListener worker) {
    return worker.hints().stream()
        .flatMap(hint -> hint.getExecutorsList().stream())
        .map(Peer::getWorkerId)
        .toList();
  }

  private static boolean hasPlan(RecordingListener worker) {
    return worker.hints().stream().anyMatch(hint -> hint.getPlan().toStringUtf8().equals("plan"));
  }

  private ControlClient worker(ControlServer server) {
    return worker(server, listener);
  }

  private static ControlClient worker(ControlServer server, RecordingListener listener) {
    var address = new ControlAddress.Remote("127.0.0.1", server.port());
    var client = new ControlClient(new ControlChannels(address, Optional.empty()), listener);
    client.start();
    return client;
  }

  /** A driver that notes what it is told. */
  private final class Noting implements SessionHandler {
    @Override
    public void joined(WorkerSession session, Register register) {
      told.add("joined " + register.getWorkerId());
    }

    @Override
    public void received(WorkerSession session, WorkerMessage message) {}

    @Override
    public void left(WorkerSession session, String reason) {
      told.add("left");
    }
  }
}
