package dev.sluice.worker.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs PUT requests for S3 (Signature Version 4). The key that is derived from the secret is that
 * of a day, so it is kept. Thread-safe.
 */
final class S3Signature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HMAC = "HmacSHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = 8;
  private static final HexFormat HEX = HexFormat.of();

  private record DayKey(String date, SecretKeySpec key) {}

  private final String region;
  private final String accessKey;
  private final String secretKey;
  private volatile @Nullable DayKey dayKey;

  S3Signature(String region, String accessKey, String secretKey) {
    this.region = region;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /**
   * Returns all headers of a request, with its signature.
   *
   * @param path as it is sent
   * @param headers those of the request, {@code host} among them; names in lower case
   */
  SortedMap<String, String> sign(
      String path, Map<String, String> headers, byte[] content, Instant now) {
    try {
      var time = TIME.format(now);
      var hash = HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      var all = new TreeMap<>(headers);
      all.put("x-amz-content-sha256", hash);
      all.put("x-amz-date", time);
      var names = String.join(";", all.keySet());
      var request = new StringBuilder("PUT\n").append(path).append("\n\n");
      all.forEach((name, value) -> request.append(name).append(':').append(value).append('\n'));
      request.append('\n').append(names).append('\n').append(hash);
      var date = time.substring(0, DATE_LENGTH);
      var scope = date + "/" + region + "/s3/aws4_request";
      var requestHash = MessageDigest.getInstance("SHA-256").digest(bytes(request.toString()));
      var text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + HEX.formatHex(requestHash);
      var signature = HEX.formatHex(hmac(keyOf(date), text));
      all.put(
          "authorization",
          "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
              .formatted(ALGORITHM, accessKey, scope, names, signature));
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private SecretKeySpec keyOf(String date) throws GeneralSecurityException {
    var known = dayKey;
    if (known != null && known.date().equals(date)) {
      return known.key();
    }
    var key = key(bytes("AWS4" + secretKey));
    for (var part : new String[] {date, region, "s3", "aws4_request"}) {
      key = key(hmac(key, part));
    }
    dayKey = new DayKey(date, key);
    return key;
  }

  private static byte[] hmac(SecretKeySpec key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance(HMAC);
    mac.init(key);
    return mac.doFinal(bytes(text));
  }

  private static SecretKeySpec key(byte[] bytes) {
    return new SecretKeySpec(bytes, HMAC);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
