package dev.sluice.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.settings.PortUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpEndpointsTest {
  private static final String HOST = "127.0.0.1";

  private final AtomicBoolean ready = new AtomicBoolean();

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private HttpEndpoints endpoints;

  @BeforeEach
  void open() {
    endpoints =
        HttpEndpoints.open(
            HOST,
            0,
            Map.of(
                "/readyz",
                () -> HttpAnswer.ready(ready.get()),
                "/api/v1/status",
                () -> HttpAnswer.json("{\"job\":\"Zählung\"}"),
                "/broken",
                () -> {
                  throw new IllegalStateException("a secret");
                }),
            HttpToken.of(directory));
  }

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void answersWhatItsOwnerPutThere() throws Exception {
    var response = get("/api/v1/status");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body()).isEqualTo("{\"job\":\"Zählung\"}");
  }

  @Test
  void tellsReadinessByTheStatus() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    ready.set(true);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesOtherPathsAndMethods() throws Exception {
    assertThat(get("/readyz/more").statusCode()).isEqualTo(404);
    var post = HttpRequest.newBuilder(uri("/readyz")).POST(BodyPublishers.noBody()).build();
    assertThat(send(post).statusCode()).isEqualTo(405);
  }

  @Test
  void keepsTheReasonOfAFailureToItself() throws Exception {
    var response = get("/broken");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("failed: see the log\n");
  }

  @Test
  void letsNobodyReadTheApiWithoutTheTokenOnceThereIsOne() throws Exception {
    assertThat(get("/api/v1/status").statusCode()).isEqualTo(200);
    Files.writeString(directory.resolve("http-token"), "abc\n");

    var refused = get("/api/v1/status");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(refused.body()).contains("Authorization: Bearer", "http-token");
    assertThat(get("/api/v1/other").statusCode()).isEqualTo(401);
    assertThat(withToken("abcd").statusCode()).isEqualTo(401);
    assertThat(withToken("").statusCode()).isEqualTo(401);
    assertThat(withToken("abc").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
  }

  @Test
  void anEmptyTokenLetsNobodyIn() throws Exception {
    Files.writeString(directory.resolve("http-token"), "\n");

    assertThat(withToken("").statusCode()).isEqualTo(401);
    assertThat(get("/api/v1/status").statusCode()).isEqualTo(401);
  }

  @Test
  void takesAnotherTokenAsSoonAsItIsThere() throws Exception {
    Files.writeString(directory.resolve("http-token"), "one");
    assertThat(withToken("one").statusCode()).isEqualTo(200);

    Files.writeString(directory.resolve("http-token"), "two");

    assertThat(withToken("one").statusCode()).isEqualTo(401);
    assertThat(withToken("two").statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhichPortItCannotHave() {
    assertThatThrownBy(() -> HttpEndpoints.open(HOST, endpoints.port(), Map.of(), HttpToken.none()))
        .isInstanceOf(PortUnavailableException.class)
        .hasMessageContaining("port " + endpoints.port() + " (SLUICE_HTTP_PORT)");
  }

  private HttpResponse<String> withToken(String token) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("/api/v1/status"))
            .header("Authorization", "Bearer " + token)
            .build());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://" + HOST + ":" + endpoints.port() + path);
  }
}
