package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What requests to the REST API have to show: {@code Authorization: Bearer TOKEN}. The token is a
 * file that is read for each request, so that another one counts as soon as it is there; without
 * the file nothing is asked for. Thread-safe.
 *
 * @see <a href="docs/adr/0077-tokens-for-the-rest-api.md">ADR 77</a>
 */
public final class HttpToken {
  /** Name of the file beside a job's certificates. */
  public static final String FILE = "http-token";

  private static final Logger LOG = LoggerFactory.getLogger(HttpToken.class);
  private static final String SCHEME = "Bearer ";

  private final @Nullable Path file;

  private HttpToken(@Nullable Path file) {
    this.file = file;
  }

  /** {@return a token that nobody has to show} */
  public static HttpToken none() {
    return new HttpToken(null);
  }

  /**
   * The token of a job.
   *
   * @param directory that of the job's certificates; null for none
   */
  public static HttpToken of(@Nullable Path directory) {
    return new HttpToken(directory == null ? null : directory.resolve(FILE));
  }

  /** Whether a request with such a header, or without one, may read. */
  boolean allows(@Nullable String authorization) {
    if (file == null) {
      return true;
    }
    try {
      var token = Files.readString(file).strip();
      return isSame(token, Optional.ofNullable(authorization).orElse(""));
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      LOG.warn("the token of the REST API can't be read, so nobody may read it", e);
      return false;
    }
  }

  /** Takes the same time wherever they differ. */
  private static boolean isSame(String token, String authorization) {
    return !token.isEmpty()
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            token.getBytes(UTF_8), authorization.substring(SCHEME.length()).getBytes(UTF_8));
  }
}
