package dev.sluice.operator.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens that jobs ask for on the REST API of their drivers: the HMAC of a job's uid under a
 * key of the operator (RFC 2104), so that the operator knows them without reading any Secret, and a
 * job's token says nothing of another's. Thread-safe.
 *
 * @see <a href="docs/adr/0077-tokens-for-the-rest-api.md">ADR 77</a>
 */
public final class HttpTokens {
  /** The environment variable that has the key. */
  public static final String VARIABLE = "SLUICE_JOB_HTTP_KEY";

  /** The file of a job's Secret that has its token. */
  public static final String FILE = "http-token";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 32;

  private final List<SecretKeySpec> keys;

  private HttpTokens(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Makes tokens of keys.
   *
   * @param keys any text of 32 characters or more; while drivers have tokens of an earlier key,
   *     that in a second line; empty for no tokens
   * @throws IllegalArgumentException if one is shorter
   */
  public static HttpTokens of(String keys) {
    return new HttpTokens(keys.strip().lines().map(HttpTokens::key).toList());
  }

  private static SecretKeySpec key(String key) {
    if (key.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "a line of %s has %d characters: a key in the Secret that jobHttp.keySecret of the chart names must have %d or more, such as of `openssl rand -hex 32`"
              .formatted(VARIABLE, key.length(), SHORTEST));
    }
    return new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
  }

  /** Returns the token that a job is given, if jobs are given any. */
  public Optional<String> token(String jobUid) {
    return all(jobUid).stream().findFirst();
  }

  /** Returns the tokens that a job may ask for, the one of the newest key first. */
  public List<String> all(String jobUid) {
    return keys.stream().map(key -> token(key, jobUid)).toList();
  }

  private static String token(SecretKeySpec key, String jobUid) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(jobUid.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
