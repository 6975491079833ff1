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
 * @see <a href="docs/adr/0079-the-operator-makes-the-key.md">ADR 79</a>
 */
public final class HttpTokens {
  /** The file of a job's Secret that has its token. */
  public static final String FILE = "http-token";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 32;
  private static final String FINGERPRINT = "fingerprint"; // no uid
  private static final int FINGERPRINT_LENGTH = 8;

  private final List<SecretKeySpec> keys;
  private final boolean given;

  private HttpTokens(List<SecretKeySpec> keys, boolean given) {
    this.keys = keys;
    this.given = given;
  }

  /**
   * Makes tokens of keys.
   *
   * @param keys any text of 32 characters or more; while drivers have tokens of an earlier key,
   *     that in a second line; empty for no tokens
   * @throws IllegalArgumentException if one is shorter
   */
  public static HttpTokens of(String keys) {
    return new HttpTokens(keys.strip().lines().map(HttpTokens::key).toList(), true);
  }

  /** Returns the same for jobs that are not given any, and may ask for one that they had. */
  public HttpTokens known() {
    return new HttpTokens(keys, false);
  }

  private static SecretKeySpec key(String key) {
    if (key.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "a line of the key of the REST API's tokens has %d characters: it must have %d or more, such as of `openssl rand -hex 32`"
              .formatted(key.length(), SHORTEST));
    }
    return new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
  }

  /** Returns the token that a job is given, if jobs are given any. */
  public Optional<String> token(String jobUid) {
    return newest().map(key -> code(key, jobUid));
  }

  /**
   * Returns a fingerprint of the key that tokens are made of, if jobs are given any: it differs
   * from that of another key, and tells nothing of one that is random.
   */
  public Optional<String> key() {
    return newest().map(key -> code(key, FINGERPRINT).substring(0, FINGERPRINT_LENGTH));
  }

  /** Returns the tokens that a job may ask for, the one of the newest key first. */
  public List<String> all(String jobUid) {
    return keys.stream().map(key -> code(key, jobUid)).toList();
  }

  private Optional<SecretKeySpec> newest() {
    return keys.stream().limit(given ? 1 : 0).findFirst();
  }

  private static String code(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
