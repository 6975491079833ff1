package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.settings.PortUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpEndpointsTest {
  private static final String HOST = "127.0.0.1";
  private static final int SLOW_CLIENTS = 10;

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
            HttpRoutes.none()
                .open("/readyz", unused -> HttpAnswer.ready(ready.get()))
                .api("/api/v1/status", unused -> HttpAnswer.json("{\"job\":\"Zählung\"}"))
                .api("/api/v1/days/{day}", asked -> HttpAnswer.text(asked.toString()))
                .page("/page", asked -> HttpAnswer.html("<p>" + asked.get("number") + "</p>"))
                .open(
                    "/broken",
                    unused -> {
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
  void findsVariablePartsOfAPathAndParametersOfAQuery() throws Exception {
    assertThat(get("/api/v1/days/monday?hour=1%202").body()).contains("day=monday", "hour=1 2");
    assertThat(get("/api/v1/days/monday/noon").statusCode()).isEqualTo(404);
  }

  @Test
  void peopleLogInOnThePageThatTheyAskedForAndStayLoggedIn() throws Exception {
    assertThat(get("/page?number=7").body()).isEqualTo("<p>7</p>");
    Files.writeString(directory.resolve("http-token"), "abc");

    var form = get("/page?number=7");
    assertThat(form.statusCode()).isEqualTo(401);
    assertThat(form.body()).contains("<form method=\"post\">", "name=\"token\"");
    var wrong = post("/page?number=7", "token=abd");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("That is not the token of this job.");
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();

    var right = post("/page?number=7", "token=+abc%0A");
    assertThat(right.statusCode()).isEqualTo(303);
    assertThat(right.headers().firstValue("Location")).contains("./page?number=7");
    var cookie = right.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain("Secure", "Path");
    assertThat(withCookie("other=1; " + cookie.substring(0, cookie.indexOf(';'))).body())
        .isEqualTo("<p>7</p>");
    assertThat(withCookie("sluice-token=abd").statusCode()).isEqualTo(401);
  }

  @Test
  void theCookieIsForTlsOnlyWhereTheBrowserCameByTls() throws Exception {
    Files.writeString(directory.resolve("http-token"), "abc");
    var request =
        HttpRequest.newBuilder(uri("/page"))
            .header("X-Forwarded-Proto", "https")
            .POST(BodyPublishers.ofString("token=abc"))
            .build();

    assertThat(send(request).headers().firstValue("Set-Cookie").orElseThrow()).endsWith("; Secure");
  }

  @Test
  void nothingFromAFormGetsIntoAHeader() throws Exception {
    var response = post("/page", "token=abc%0D%0ASet-Cookie:%20x=y");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void pagesRunNoForeignScriptsAndAreNotKept() throws Exception {
    var headers = get("/page").headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
    assertThat(headers.firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void clientsThatSendHalfARequestKeepNobodyElseFromAnAnswer() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (var i = 0; i < SLOW_CLIENTS; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), endpoints.port());
        slow.add(socket);
        socket.getOutputStream().write("GET /rea".getBytes(UTF_8));
      }

      assertThat(get("/readyz").statusCode()).isEqualTo(503);
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void saysWhichPortItCannotHave() {
    assertThatThrownBy(
            () -> HttpEndpoints.open(HOST, endpoints.port(), HttpRoutes.none(), HttpToken.none()))
        .isInstanceOf(PortUnavailableException.class)
        .hasMessageContaining("port " + endpoints.port() + " (SLUICE_HTTP_PORT)");
  }

  private HttpResponse<String> withToken(String token) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("/api/v1/status"))
            .header("Authorization", "Bearer " + token)
            .build());
  }

  private HttpResponse<String> withCookie(String cookies) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri("/page?number=7")).header("Cookie", cookies).build());
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(form)).build());
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
