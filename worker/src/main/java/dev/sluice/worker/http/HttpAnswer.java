package dev.sluice.worker.http;

import java.util.Map;

/**
 * The answer to a request.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param body the body
 * @param headers further headers
 */
public record HttpAnswer(int status, String contentType, String body, Map<String, String> headers) {
  static final String PLAIN = "text/plain; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  /** Copies the headers. */
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /** Makes an answer without further headers. */
  public HttpAnswer(int status, String contentType, String body) {
    this(status, contentType, body, Map.of());
  }

  /** {@return a plain text with status 200} */
  public static HttpAnswer text(String body) {
    return new HttpAnswer(OK, PLAIN, body);
  }

  /** {@return a JSON document with status 200} */
  public static HttpAnswer json(String body) {
    return new HttpAnswer(OK, "application/json", body);
  }

  /** {@return a web page with status 200} */
  public static HttpAnswer html(String body) {
    return new HttpAnswer(OK, "text/html; charset=utf-8", body);
  }

  /** {@return a line that says what is not there, with status 404} */
  public static HttpAnswer notFound(String what) {
    return new HttpAnswer(NOT_FOUND, PLAIN, what + "\n");
  }

  /** {@return the answer of a readiness probe} */
  public static HttpAnswer ready(boolean ready) {
    return ready ? text("ready\n") : new HttpAnswer(UNAVAILABLE, PLAIN, "not ready\n");
  }
}
