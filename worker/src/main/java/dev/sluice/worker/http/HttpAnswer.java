package dev.sluice.worker.http;

/**
 * The answer to a GET.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param body the body
 */
public record HttpAnswer(int status, String contentType, String body) {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** {@return a plain text with status 200} */
  public static HttpAnswer text(String body) {
    return new HttpAnswer(OK, "text/plain; charset=utf-8", body);
  }

  /** {@return a JSON document with status 200} */
  public static HttpAnswer json(String body) {
    return new HttpAnswer(OK, "application/json", body);
  }

  /** {@return the answer of a readiness probe} */
  public static HttpAnswer ready(boolean ready) {
    return ready ? text("ready\n") : new HttpAnswer(UNAVAILABLE, "text/plain", "not ready\n");
  }
}
