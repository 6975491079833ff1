package dev.sluice.worker.http;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where requests show the token: programs in a header, browsers in a cookie. */
final class Credentials {
  static final String COOKIE = "sluice-token";

  private static final String SCHEME = "Bearer ";

  private Credentials() {}

  /** {@return the token that a request shows; empty for none} */
  static String shownIn(Headers headers) {
    return Optional.ofNullable(headers.getFirst("Authorization"))
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()))
        .or(() -> cookie(headers.getOrDefault("Cookie", List.of())))
        .orElse("");
  }

  private static Optional<String> cookie(List<String> values) {
    return values.stream()
        .flatMap(value -> Stream.of(value.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(COOKIE + "="))
        .map(pair -> pair.substring(COOKIE.length() + 1))
        .findFirst();
  }
}
