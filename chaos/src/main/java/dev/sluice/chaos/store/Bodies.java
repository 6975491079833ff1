package dev.sluice.chaos.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies the bodies of HTTP messages, whole or half. */
final class Bodies {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private Bodies() {}

  static void ofRequest(HttpHead request, InputStream from, OutputStream to, boolean half)
      throws IOException {
    if (request.isChunked()) {
      copyChunks(from, to, half);
    } else {
      copy(from, to, request.length().orElse(0L), half);
    }
  }

  static void ofAnswer(
      HttpHead request, HttpHead answer, InputStream from, OutputStream to, boolean half)
      throws IOException {
    if (request.method().equals("HEAD")
        || answer.status() == NO_CONTENT
        || answer.status() == NOT_MODIFIED) {
      return;
    }
    if (answer.isChunked()) {
      copyChunks(from, to, half);
    } else if (answer.length().isPresent()) {
      copy(from, to, answer.length().get(), half);
    } else {
      from.transferTo(to);
    }
  }

  private static void copy(InputStream from, OutputStream to, long length, boolean half)
      throws IOException {
    var rest = half ? length / 2 : length;
    var buffer = new byte[8192];
    while (rest > 0) {
      var count = from.read(buffer, 0, (int) Math.min(rest, buffer.length));
      if (count < 0) {
        throw new EOFException("the body ends %d bytes early".formatted(rest));
      }
      to.write(buffer, 0, count);
      rest -= count;
    }
    to.flush();
  }

  private static void copyChunks(InputStream from, OutputStream to, boolean half)
      throws IOException {
    var more = true;
    while (more) {
      var line = HttpHead.line(from).orElseThrow(EOFException::new);
      var length = Long.parseLong(line.replaceFirst(";.*", "").trim(), 16);
      to.write((line + "\r\n").getBytes(ISO_8859_1));
      copy(from, to, length, half);
      if (half) {
        return;
      }
      more = length > 0;
      to.write((HttpHead.line(from).orElse("") + "\r\n").getBytes(ISO_8859_1));
    }
    to.flush();
  }
}
