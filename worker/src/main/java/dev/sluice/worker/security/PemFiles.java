package dev.sluice.worker.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates, keys and times from files. */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private PemFiles() {}

  static List<X509Certificate> certificates(Path file) {
    byte[] pem = read(file);
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new SecurityFileException(file + " has no certificate: expected PEM", null);
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new SecurityFileException(file + " is not a PEM certificate: " + e.getMessage(), e);
    }
  }

  static PrivateKey privateKey(Path file) {
    Matcher matcher = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
    if (!matcher.find()) {
      throw new SecurityFileException(
          file + " has no PKCS#8 private key: expected BEGIN PRIVATE KEY", null);
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    try {
      return KeyFactory.getInstance("EC").generatePrivate(encoded);
    } catch (GeneralSecurityException notElliptic) {
      return rsaKey(file, encoded);
    }
  }

  /** Returns the time in a file; the beginning of time if there is no such file. */
  static Instant time(Path file) {
    if (!Files.exists(file)) {
      return Instant.EPOCH;
    }
    String text = new String(read(file), StandardCharsets.US_ASCII).strip();
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new SecurityFileException(file + " is not a time in RFC 3339: " + text, e);
    }
  }

  private static PrivateKey rsaKey(Path file, PKCS8EncodedKeySpec encoded) {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(encoded);
    } catch (GeneralSecurityException e) {
      throw new SecurityFileException(file + " holds neither an EC nor an RSA key", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SecurityFileException(
          "cannot read " + file + ": is SLUICE_TLS_DIRECTORY right?", e);
    }
  }
}
