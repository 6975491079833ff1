package dev.sluice.worker.security;

import static java.util.Objects.requireNonNull;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts a peer whose certificate chains to an authority of the job and names {@link
 * TlsMaterial#PEER_NAME}. The address of the peer plays no part: pods come and go with theirs.
 */
final class JobTrustManager extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final FollowedCredentials credentials;

  JobTrustManager(FollowedCredentials credentials) {
    this.credentials = requireNonNull(credentials, "credentials is null");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(certificates, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(certificates, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(certificates, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(certificates, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type)
      throws CertificateException {
    chain().checkClientTrusted(certificates, type);
    checkName(certificates[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type)
      throws CertificateException {
    chain().checkServerTrusted(certificates, type);
    checkName(certificates[0]);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chain().getAcceptedIssuers();
  }

  private X509ExtendedTrustManager chain() {
    return credentials.present().trustManager();
  }

  private static void checkName(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null && names.contains(List.of(DNS_NAME, TlsMaterial.PEER_NAME))) {
      return;
    }
    throw new CertificateException(
        "certificate of %s lacks the DNS name %s"
            .formatted(certificate.getSubjectX500Principal(), TlsMaterial.PEER_NAME));
  }
}
