package dev.sluice.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LocalPortsTest {
  @Test
  void choosesDifferentPorts() {
    assertThat(LocalPorts.choose(5)).doesNotHaveDuplicates().allMatch(port -> port > 0);
  }

  @Test
  void choosesPortsThatTheSystemGivesToNobody() {
    assertThat(LocalPorts.choose(5)).allMatch(port -> port < 32_768);
  }

  @Test
  void refusesAGivenPortThatIsInUse() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = socket.getLocalPort();

      assertThatThrownBy(() -> LocalPorts.given(port, "--http-port", 1))
          .isInstanceOf(LaunchException.class)
          .hasMessage(
              "port %d (--http-port) is in use: end the program that listens there, or choose another port",
              port);
    }
  }

  @Test
  void takesAFreeOneWhenNoneIsGiven() {
    assertThat(LocalPorts.given(0, "--http-port", 4040)).isEqualTo(4040);
  }
}
