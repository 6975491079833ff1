package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The form that people get in place of a page, at its own address, until they have given the token.
 * The browser then keeps it in a cookie that scripts can't read and other sites can't have sent.
 * The cookie names no path: it is for what is beside the page, behind whatever prefix a proxy has
 * put before it, and not for other jobs behind the same proxy.
 *
 * @see <a href="docs/adr/0080-pages-of-a-job.md">ADR 80</a>
 */
final class Login {
  private static final String FIELD = "token=";
  private static final int LONGEST_FORM = 4_096;
  private static final int SEE_OTHER = 303;
  private static final int UNAUTHORIZED = 401;
  private static final String FORM =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Sluice</title>
      <link rel="stylesheet" href="style.css">
      <main>
      <h1>This page asks for the job's token</h1>
      <p>It is <code>%s</code> of the job's Secret: <code>kubectl get secret -l sluice.dev/job=JOB -o jsonpath='{.items[0].data.%s}' | base64 -d</code></p>
      <form method="post">
      <label>Token <input name="token" type="password" required autofocus autocomplete="current-password"></label>
      <button>Log in</button>
      </form>
      <p class="failure" role="alert">%s</p>
      </main>
      """;

  private final HttpToken token;

  Login(HttpToken token) {
    this.token = token;
  }

  /** {@return the form} */
  static HttpAnswer form() {
    return form("");
  }

  private static HttpAnswer form(String failure) {
    return new HttpAnswer(
        UNAUTHORIZED,
        "text/html; charset=utf-8",
        FORM.formatted(HttpToken.FILE, HttpToken.FILE, failure),
        Map.of("WWW-Authenticate", "Bearer"));
  }

  /** {@return the way back to the page if the form's token is right, else the form once more} */
  HttpAnswer answer(HttpExchange exchange) throws IOException {
    var shown = shown(new String(exchange.getRequestBody().readNBytes(LONGEST_FORM), UTF_8));
    if (shown.isEmpty() || !token.allows(shown)) {
      return form("That is not the token of this job.");
    }
    var secure =
        "https".equals(exchange.getRequestHeaders().getFirst("X-Forwarded-Proto"))
            ? "; Secure"
            : "";
    return new HttpAnswer(
        SEE_OTHER,
        HttpAnswer.PLAIN,
        "",
        Map.of(
            "Location",
            samePage(exchange),
            "Set-Cookie",
            Credentials.COOKIE + "=" + shown + "; HttpOnly; SameSite=Strict" + secure));
  }

  /** Relative, since a proxy in between may have put something before the path. */
  private static String samePage(HttpExchange exchange) {
    var address = exchange.getRequestURI();
    var path = address.getRawPath();
    var query = address.getRawQuery();
    return "./" + path.substring(path.lastIndexOf('/') + 1) + (query == null ? "" : "?" + query);
  }

  private static String shown(String form) {
    return Stream.of(form.split("&", -1))
        .filter(field -> field.startsWith(FIELD))
        .map(field -> URLDecoder.decode(field.substring(FIELD.length()), UTF_8).strip())
        .filter(value -> value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';' && c != ','))
        .findFirst()
        .orElse("");
  }
}
