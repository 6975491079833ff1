package dev.sluice.worker.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.ListeningTextReceiver;
import dev.sluice.worker.control.wire.ReceiverEvent.Kind;
import dev.sluice.worker.launch.LocalPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListeningTextReceiverTest {
  private final HostFixture fixture = new HostFixture();
  private int port;

  @BeforeEach
  void open() throws IOException {
    port = LocalPorts.choose(1).get(0);
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void storesTheLinesOfAllPeersThatConnect() throws IOException {
    start();
    try (var first = connect();
        var second = connect()) {
      first.getOutputStream().write("one\r\nzwölf\n".getBytes(StandardCharsets.UTF_8));
      await().until(() -> records().size() == 2);
      second.getOutputStream().write("three\n".getBytes(StandardCharsets.UTF_8));
      await().until(() -> records().size() == 3);
    }

    assertThat(records()).isEqualTo(List.of("one", "zwölf", "three"));
  }

  @Test
  void endsAndFreesThePortWhenItIsStopped() throws IOException {
    start();
    try (var peer = connect()) {
      peer.getOutputStream().write("one\n".getBytes(StandardCharsets.UTF_8));
      await().until(() -> records().size() == 1);

      fixture.host.stop(HostFixture.stopMessage(1, true));

      fixture.driver.awaitEvent(Kind.STOPPED);
      assertThat(peer.getInputStream().read()).isEqualTo(-1);
    }
    try (var again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.isBound()).isTrue();
    }
  }

  @Test
  void saysThatThePortIsTakenAndTriesAgainLater() throws IOException {
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      fixture.host.start(HostFixture.startMessage(1, receiver()).build(), HostFixture.settings());

      assertThat(fixture.driver.awaitEvent(Kind.RESTARTING).getMessage())
          .contains("cannot listen on port " + port, "another receiver of this job");
    }
  }

  private void start() {
    fixture.host.start(HostFixture.startMessage(1, receiver()).build(), HostFixture.settings());
    fixture.driver.awaitEvent(Kind.STARTED);
  }

  private ListeningTextReceiver receiver() {
    return new ListeningTextReceiver(port, 4, StorageLevel.MEMORY_AND_DISK_SER_2);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private List<?> records() {
    return fixture.executors.records("executor-0");
  }
}
