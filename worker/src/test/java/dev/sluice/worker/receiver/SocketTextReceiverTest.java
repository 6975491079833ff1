package dev.sluice.worker.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.SocketTextReceiver;
import dev.sluice.worker.control.wire.ReceiverEvent.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTextReceiverTest {
  private final HostFixture fixture = new HostFixture();

  @BeforeEach
  void open() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void storesLinesAndRestartsAtTheEndOfTheText() throws IOException {
    try (var server = listen()) {
      start(server.getLocalPort());
      try (var connection = server.accept()) {
        connection.getOutputStream().write("one\nzwölf\r\nlast".getBytes(StandardCharsets.UTF_8));
      }

      var event = fixture.driver.awaitEvent(Kind.RESTARTING);

      assertThat(event.getMessage()).contains("ended");
      assertThat(fixture.executors.records("executor-0"))
          .isEqualTo(List.of("one", "zwölf", "last"));
    }
  }

  @Test
  void endsQuietlyWhenItIsStopped() throws IOException {
    try (var server = listen()) {
      start(server.getLocalPort());
      try (var connection = server.accept()) {
        connection.getOutputStream().write("one\n".getBytes(StandardCharsets.UTF_8));
        await().until(() -> fixture.executors.records("executor-0").equals(List.of("one")));

        fixture.host.stop(HostFixture.stopMessage(1, true));

        fixture.driver.awaitEvent(Kind.STOPPED);
        assertThat(fixture.driver.kinds()).containsExactly(Kind.STARTED, Kind.STOPPED);
      }
    }
  }

  @Test
  void restartsWhenNobodyListens() throws IOException {
    int port;
    try (var server = listen()) {
      port = server.getLocalPort();
    }

    start(port);

    assertThat(fixture.driver.awaitEvent(Kind.RESTARTING).getMessage())
        .contains("nothing from")
        .contains(Integer.toString(port));
  }

  private void start(int port) {
    var address = InetAddress.getLoopbackAddress().getHostAddress();
    var receiver = new SocketTextReceiver(address, port, StorageLevel.MEMORY_AND_DISK_SER_2);
    fixture.host.start(HostFixture.startMessage(1, receiver).build(), HostFixture.settings());
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
