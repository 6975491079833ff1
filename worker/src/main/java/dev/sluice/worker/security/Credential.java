package dev.sluice.worker.security;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A certificate with its key and the authorities that vouch for it and its like.
 *
 * @param alias tells it from others
 * @param keyManager offers it
 * @param authorities what to trust because of it
 * @param useFrom when every peer may be expected to trust it
 * @param expiry when it ends
 */
record Credential(
    String alias,
    X509ExtendedKeyManager keyManager,
    List<X509Certificate> authorities,
    Instant useFrom,
    Instant expiry) {
  private static final char[] NO_PASSWORD = new char[0];

  Credential {
    authorities = List.copyOf(authorities);
  }

  /**
   * Reads the files of a directory.
   *
   * @throws SecurityFileException when one is missing, wrong, or does not belong to the others
   */
  static Credential read(Path directory) {
    Path certificateFile = directory.resolve(TlsMaterial.CERTIFICATE_FILE);
    Path keyFile = directory.resolve(TlsMaterial.KEY_FILE);
    List<X509Certificate> chain = PemFiles.certificates(certificateFile);
    PrivateKey key = PemFiles.privateKey(keyFile);
    X509Certificate certificate = chain.get(0);
    String alias = "job-" + certificate.getSerialNumber().toString(Character.MAX_RADIX);
    try {
      if (!belong(key, certificate.getPublicKey())) {
        throw new SecurityFileException(
            keyFile + " does not belong to " + certificateFile + ": another key", null);
      }
      KeyStore store = emptyStore();
      store.setKeyEntry(alias, key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, NO_PASSWORD);
      return new Credential(
          alias,
          (X509ExtendedKeyManager) factory.getKeyManagers()[0],
          PemFiles.certificates(directory.resolve(TlsMaterial.CA_FILE)),
          PemFiles.time(directory.resolve(TlsMaterial.USE_FROM_FILE)),
          certificate.getNotAfter().toInstant());
    } catch (GeneralSecurityException | IOException e) {
      throw new SecurityFileException(
          keyFile + " does not belong to " + certificateFile + ": " + e.getMessage(), e);
    }
  }

  boolean isValid(Instant now) {
    return now.isBefore(expiry);
  }

  static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance("SHA256with" + name(key));
    signature.initSign(key);
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update((byte) 1);
    return signature.verify(signed);
  }

  private static String name(PrivateKey key) {
    return key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm();
  }
}
