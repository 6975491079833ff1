package dev.sluice.worker.security;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Certificate, key and authority of one job. Both sides of a connection show a certificate; a peer
 * is accepted when it chains to the job's CA and carries {@link #PEER_NAME}. Immutable.
 *
 * @param keyManager offers {@code tls.crt} and {@code tls.key}
 * @param trustManager accepts peers of this job and no others, as client and as server
 */
public record TlsMaterial(
    X509ExtendedKeyManager keyManager, X509ExtendedTrustManager trustManager) {
  /** Subject alternative DNS name of every process of a job. */
  public static final String PEER_NAME = "sluice-job";

  /** File names in the directory that {@code SLUICE_TLS_DIRECTORY} names. */
  public static final String CA_FILE = "ca.crt";

  public static final String CERTIFICATE_FILE = "tls.crt";
  public static final String KEY_FILE = "tls.key";

  public TlsMaterial {
    requireNonNull(keyManager, "keyManager is null");
    requireNonNull(trustManager, "trustManager is null");
  }

  /**
   * Reads the three PEM files (key: PKCS#8, EC or RSA).
   *
   * @throws SecurityFileException when one is missing or is not what it should be
   */
  public static TlsMaterial load(Path directory) {
    return new TlsMaterial(
        JobKeys.keyManager(directory.resolve(CERTIFICATE_FILE), directory.resolve(KEY_FILE)),
        new JobTrustManager(JobKeys.authority(directory.resolve(CA_FILE))));
  }
}
