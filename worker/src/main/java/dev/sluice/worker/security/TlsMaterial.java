package dev.sluice.worker.security;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Certificates, keys and authorities of one job. Both sides of a connection show a certificate; a
 * peer is accepted when it chains to an authority of the job and carries {@link #PEER_NAME}.
 * Follows the files that it was read from: connections that are made after a change use what is
 * new. Safe from any thread.
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

  /** From when a certificate is shown, RFC 3339, so that all peers know its authority by then. */
  public static final String USE_FROM_FILE = "use-from";

  /** Directory in the directory with a second set of files: the one before or after. */
  public static final String OTHER_DIRECTORY = "other";

  public TlsMaterial {
    requireNonNull(keyManager, "keyManager is null");
    requireNonNull(trustManager, "trustManager is null");
  }

  /**
   * Reads the PEM files (key: PKCS#8, EC or RSA), and again when they have changed.
   *
   * @throws SecurityFileException when one is missing or is not what it should be
   */
  public static TlsMaterial load(Path directory) {
    return load(directory, Clock.systemUTC());
  }

  /**
   * Reads the PEM files as {@link #load(Path)} does.
   *
   * @param clock says when to look for a change, and which certificate is to be shown
   */
  public static TlsMaterial load(Path directory, Clock clock) {
    var credentials = new FollowedCredentials(directory, clock);
    return new TlsMaterial(new JobKeyManager(credentials), new JobTrustManager(credentials));
  }
}
