package dev.sluice.operator.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a URL once and succeeds if it answers 200. */
public final class EndpointCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int USAGE = 64;

  private EndpointCheck() {}

  /** Exits with 0 if the URL, the only argument, answers 200, and with 1 and a line if not. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(arguments));
  }

  static int run(String... arguments) throws InterruptedException {
    if (arguments.length != 1) {
      System.err.println("usage: sluice-check URL");
      return USAGE;
    }
    try {
      int status = get(URI.create(arguments[0]));
      System.out.println(arguments[0] + " answered " + status);
      return status == OK ? 0 : 1;
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(arguments[0] + " did not answer: " + e);
      return 1;
    }
  }

  private static int get(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
    return HttpClient.newBuilder()
        .connectTimeout(TIMEOUT)
        .build()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
