package dev.sluice.examples.wordcount;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FeederTest {
  private static final List<String> LINES = List.of("first", "", "END", "fourth");

  private final List<ServerSocket> servers = new ArrayList<>();
  private int port;

  @BeforeEach
  void start() throws IOException {
    port = serve(LINES, 1_000_000);
  }

  @AfterEach
  void stop() throws IOException {
    for (var server : servers) {
      server.close();
    }
  }

  @Test
  void sendsTheWholeTextAndThenTheEnd() throws IOException {
    try (var client = new Client(port, "RESUME ")) {
      assertThat(client.untilEnd()).containsExactly("FROM 0", "+first", "+", "+END", "+fourth");
    }
  }

  @Test
  void goesOnFromThePositionThatTheReceiverKnows() throws IOException {
    try (var client = new Client(port, "RESUME 3")) {
      assertThat(client.untilEnd()).containsExactly("FROM 3", "+fourth");
    }
  }

  @Test
  void sendsAgainWhatWasNotAcknowledged() throws IOException {
    try (var client = new Client(port, "RESUME ")) {
      client.untilEnd();
      client.send("ACK 1");
      client.send("ACK 2");
      client.send("RESUME nonsense, which ends the session after the acknowledgements");
      assertThat(client.in.readLine()).isNull();
    }

    try (var client = new Client(port, "RESUME ")) {
      assertThat(client.untilEnd()).containsExactly("FROM 2", "+END", "+fourth");
    }
  }

  @Test
  void waitsForAcknowledgementsWhenMuchIsUnderWay() throws IOException {
    var many = IntStream.range(0, FeedSession.WINDOW + 2).mapToObj(Integer::toString).toList();
    try (var client = new Client(serve(many, 1e9), "RESUME ")) {
      assertThat(client.in.readLine()).isEqualTo("FROM 0");
      for (var i = 0; i < FeedSession.WINDOW; i++) {
        assertThat(client.in.readLine()).isEqualTo("+" + i);
      }
      assertThat(client.in.ready()).isFalse();

      client.send("ACK 10");

      assertThat(client.untilEnd()).containsExactly("+6000", "+6001");
    }
  }

  private int serve(List<String> lines, double linesPerSecond) throws IOException {
    var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    servers.add(server);
    var thread =
        new Thread(
            () -> {
              try {
                new Feeder(lines, linesPerSecond).serve(server);
              } catch (IOException e) {
                // the test has closed the socket
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server.getLocalPort();
  }

  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Client(int port, String request) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      send(request);
    }

    void send(String message) throws IOException {
      socket.getOutputStream().write((message + "\n").getBytes(UTF_8));
    }

    List<String> untilEnd() throws IOException {
      var messages = new ArrayList<String>();
      for (var line = in.readLine();
          line != null && !line.equals(FeedProtocol.END);
          line = in.readLine()) {
        messages.add(line);
      }
      return messages;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
