package dev.sluice.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What requests to the REST API and the pages have to show. The token is a file that is read for
 * each request, so that another one counts as soon as it is there; without the file nothing is
 * asked for. Thread-safe.
 *
 * @see <a href="docs/adr/0077-tokens-for-the-rest-api.md">ADR 77</a>
 */
public final class HttpToken {
  /** Name of the file beside a job's certificates. */
  public static final String FILE = "http-token";

  private static final Logger LOG = LoggerFactory.getLogger(HttpToken.class);

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

  /** Whether someone who shows this may read. */
  boolean allows(String shown) {
    if (file == null) {
      return true;
    }
    try {
      return isSame(Files.readString(file).strip(), shown);
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      LOG.warn("the token of the REST API can't be read, so nobody may read it", e);
      return false;
    }
  }

  /** Takes the same time wherever they differ. */
  private static boolean isSame(String token, String shown) {
    return !token.isEmpty() && MessageDigest.isEqual(token.getBytes(UTF_8), shown.getBytes(UTF_8));
  }
}
