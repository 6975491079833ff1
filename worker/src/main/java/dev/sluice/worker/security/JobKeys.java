package dev.sluice.worker.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Reads PEM files into the JDK's key and trust managers. */
final class JobKeys {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final char[] NO_PASSWORD = new char[0];

  private JobKeys() {}

  static X509ExtendedKeyManager keyManager(Path certificateFile, Path keyFile) {
    X509Certificate[] chain = certificates(certificateFile).toArray(new X509Certificate[0]);
    PrivateKey key = privateKey(keyFile);
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("job", key, NO_PASSWORD, chain);
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, NO_PASSWORD);
      return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new SecurityFileException(
          keyFile + " does not belong to " + certificateFile + ": " + e.getMessage(), e);
    }
  }

  static X509ExtendedTrustManager authority(Path caFile) {
    List<X509Certificate> authorities = certificates(caFile);
    try {
      KeyStore store = emptyStore();
      for (int index = 0; index < authorities.size(); index++) {
        store.setCertificateEntry("ca-" + index, authorities.get(index));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new SecurityFileException(
          caFile + " cannot be used as authority: " + e.getMessage(), e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static List<X509Certificate> certificates(Path file) {
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

  private static PrivateKey privateKey(Path file) {
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
