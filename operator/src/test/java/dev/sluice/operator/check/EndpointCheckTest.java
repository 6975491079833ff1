package dev.sluice.operator.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointCheckTest {
  private HttpServer server;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext("/ready", exchange -> exchange.sendResponseHeaders(200, -1));
    server.createContext("/down", exchange -> exchange.sendResponseHeaders(503, -1));
    server.start();
    url =
        "http://%s:%d"
            .formatted(
                InetAddress.getLoopbackAddress().getHostAddress(), server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void succeedsOnlyWhenTheUrlAnswersOk() throws InterruptedException {
    assertThat(EndpointCheck.run(url + "/ready")).isZero();
    assertThat(EndpointCheck.run(url + "/down")).isEqualTo(1);
  }

  @Test
  void failsWhenNobodyListens() throws InterruptedException {
    server.stop(0);

    assertThat(EndpointCheck.run(url + "/ready")).isEqualTo(1);
    assertThat(EndpointCheck.run("no url")).isEqualTo(1);
    assertThat(EndpointCheck.run()).isEqualTo(64);
  }
}
