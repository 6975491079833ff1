package dev.sluice.chaos.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an HTTP message begins with.
 *
 * @param start the request line or the status line
 * @param fields the header, a line each
 */
record HttpHead(String start, List<String> fields) {
  private static final int LONGEST_LINE = 64 * 1024;

  HttpHead {
    fields = List.copyOf(fields);
  }

  /** Reads a head; empty at the end of the connection. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    var start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    var fields = new ArrayList<String>();
    for (var field = line(in).orElse(""); !field.isEmpty(); field = line(in).orElse("")) {
      fields.add(field);
    }
    return Optional.of(new HttpHead(start.get(), fields));
  }

  /** Reads a line that ends with CR LF. */
  static Optional<String> line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 && line.isEmpty()) {
        return Optional.empty();
      }
      if (next < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("not a line of HTTP: " + line);
      }
      line.append((char) next);
    }
    return Optional.of(line.toString().stripTrailing());
  }

  byte[] bytes() {
    return (start + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n").getBytes(ISO_8859_1);
  }

  String method() {
    return start.substring(0, Math.max(0, start.indexOf(' ')));
  }

  int status() {
    return Integer.parseInt(start.split(" ", 3)[1]);
  }

  boolean isChunked() {
    return field("transfer-encoding").filter(value -> value.contains("chunked")).isPresent();
  }

  boolean endsConnection() {
    return field("connection").filter("close"::equalsIgnoreCase).isPresent();
  }

  /** {@return the length of the body, or empty when it is not said} */
  Optional<Long> length() {
    return field("content-length").map(Long::parseLong);
  }

  private Optional<String> field(String name) {
    return fields.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(field -> field.substring(name.length() + 1).trim())
        .findFirst();
  }
}
